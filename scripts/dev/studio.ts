import { startStudio } from '../../src/studio/studio.ts';
import { describeUsage, parseStudioArguments } from '../../src/studio/command-line.ts';

const settings = readArguments(process.argv.slice(2));
const notice = (line: string): void => console.error(line);
const studio = await startStudio({ ...settings, notice }).catch((error: Error) => {
  console.error(`The studio cannot start: ${error.message}`);
  process.exit(1);
});
console.log(`NemoVideo studio: ${studio.url}`);
if (settings.dataDir !== undefined) console.log(`Its work is kept in ${settings.dataDir}`);

const stop = () => {
  void studio.close().then(() => process.exit(0));
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);

function readArguments(given: string[]) {
  if (given.includes('--help') || given.includes('-h')) {
    console.log(describeUsage());
    process.exit(0);
  }
  try {
    return parseStudioArguments(given);
  } catch (error) {
    console.error(`${(error as Error).message}\nTry --help.`);
    process.exit(2);
  }
}
