/** Door to cli-progress: a live progress bar, loaded on a terminal only. */
import cliProgress from 'cli-progress';

export const { SingleBar } = cliProgress;
