import type { Context } from '../steps/context.ts';
import type { Outcome } from '../system/outcome.ts';
import { doctorWords } from '../words/doctor.ts';
import type { Finding } from './doctor-finding.ts';
import { checkJobs } from './doctor-jobs.ts';
import { checkMachine } from './doctor-machine.ts';
import { checkNetwork } from './doctor-network.ts';

/**
 * Tells what works on this machine and what is unfinished. Obtains, renews and repairs nothing, and sends nothing of the
 * user's. What does not work is a finding and not an error: the exit code is 0 when everything could be looked at.
 */
export async function examine(context: Context): Promise<Outcome> {
  const { reporter, call } = context;
  const findings = [
    ...(await checkMachine(context)),
    ...(await checkNetwork(context)),
    ...(await checkJobs(context)),
  ];
  return {
    status: 'done',
    lines: call.json ? [summarize(findings)] : findings.map(tellFinding),
    fields: {
      checks: findings.map(({ name, ok, detail }) => ({
        name: name.en,
        ok,
        detail: reporter.word(detail),
      })),
    },
  };
}

const tellFinding = ({ name, ok, detail }: Finding) =>
  doctorWords.line(ok ? '✅' : '❌', name, detail);

function summarize(findings: Finding[]) {
  const failed = findings.filter(({ ok }) => !ok).map(({ name }) => name);
  return failed.length === 0 ? doctorWords.allWell() : doctorWords.notWell(failed);
}
