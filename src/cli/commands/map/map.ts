import { usageError } from '../../../base/errors/errors.ts';
import { messageOf } from '../../../base/errors/read-thrown.ts';
import { requirePermissions } from '../../../base/refusals/permissions.ts';
import { countOf } from '../../../base/units.ts';
import { permissionsOf } from '../../../engine/permissions.ts';
import { Failures } from '../../../map/failures.ts';
import type { MappedLines } from '../../../map/lines/map-lines.ts';
import type { Rounded } from '../../../map/lines/read-inputs.ts';
import type { MapFindings } from '../../../model/documents/map.ts';
import type { Exit } from '../../../model/documents/report.ts';
import type { Warning } from '../../../model/warning.ts';
import { runtimeOf } from '../../../workloads/user/python-reference.ts';
import { EXIT } from '../../exit-codes.ts';
import type { Answer } from '../../program/command.ts';
import { Interruption } from '../../program/signals.ts';
import { type AskedMap, askMap } from './ask.ts';
import { carryOut, type Mapped } from './carry-out.ts';
import { reportMap } from './report.ts';
import { realTools } from './tools.ts';
import { chooseMapView } from './view.ts';

/** `concur map`: a function for each line of a file, on all cores, that goes on where it was killed. */
export const map: Answer = async ({ words, options }, output) => {
  const startedAt = new Date();
  const startMs = performance.now();
  const asked = askMap(words, options);
  const { source, workforce } = asked;
  if (workforce.type === 'here')
    requirePermissions(permissionsOf([workforce.pool.engine], runtimeOf(source)), process.env.PATH);
  const interruption = new Interruption();
  interruption.listen();
  interruption.stopAfter(options.timeout);
  const view = await chooseMapView(options, output);
  const warnings: Warning[] = [];
  const warn = (warning: Warning) => {
    warnings.push(warning);
    view.note(warning.hint === null ? warning.message : `${warning.message}\n${warning.hint}`);
  };
  const call = { onError: asked.onError, signal: interruption.signal, onProgress: view.update };
  const how = { restart: options.restart === true, journal: options.journal !== undefined };
  const tools = realTools(asked, { takeLine: view.takeLine, warn });
  let failures = new Failures();
  let found: Mapped;
  try {
    found = await carryOut(asked, call, how, tools, output);
    failures = failuresOf(found);
  } finally {
    interruption.cancelTimeout();
    view.end(failures);
  }
  if (found.hasGrown) warn(grown(asked.input));
  if (found.rounded !== null) warn(roundedIn(asked.input, found.rounded));
  if (found.stoppedBy?.hasNoInput === true) throw unreadable(found.stoppedBy.error);
  const wallNs = Math.round((performance.now() - startMs) * 1e6);
  const findings = { ...findingsOf(asked, found), wallNs, report: tools.report() };
  const exit = exitOf(findings, interruption.exit);
  await reportMap(
    { findings, exit, startedAt, warnings, options, isEnded: interruption.exit !== null },
    output,
  );
  return exit.code;
};

function failuresOf({ stoppedBy, failures }: MappedLines): Failures {
  if (stoppedBy !== null && !stoppedBy.hasNoInput) failures.add(stoppedBy.error);
  return failures;
}

function findingsOf(asked: AskedMap, found: Mapped): Omit<MapFindings, 'wallNs' | 'report'> {
  const { units, before, settled, isFinished, isResumable, stoppedBy } = found;
  const { function: name, input, output, files, shard } = asked;
  return {
    ...{
      function: name,
      input,
      output,
      journal: isResumable ? (files?.journal ?? null) : null,
      shard,
      units,
    },
    ...{ settled: settled.units, failed: settled.failed, before: before.units, isFinished },
    stoppedBy: stoppedBy === null ? null : { index: stoppedBy.index, message: messageOf(stoppedBy.error) },
  };
}

function exitOf({ stoppedBy, isFinished, failed }: MapFindings, ended: Exit | null): Exit {
  if (stoppedBy !== null) return { code: EXIT.fails, reason: stoppedBy.message };
  if (!isFinished && ended !== null) return ended;
  return failed > 0 ? { code: EXIT.fails, reason: `${failed} failed` } : { code: EXIT.ok, reason: 'done' };
}

function grown(input: string): Warning {
  return {
    code: 'INPUT_GROWN',
    message: `${input} has grown since the run began: what was added was not read`,
    hint: 'Map a file that is complete; or what was added, into another output.',
  };
}

function roundedIn(input: string, { integers, first: { text, line } }: Rounded): Warning {
  const whole = countOf(integers, 'whole number');
  const them = integers === 1 ? 'it' : 'them';
  return {
    code: 'INPUT_ROUNDED',
    message: `${whole} in ${input} had more digits than JavaScript keeps, and the function got ${them} rounded: the first in line ${line}, ${text}`,
    hint: 'Write such numbers as texts: "…"; a function in Python gets all their digits.',
  };
}

function unreadable(error: Error) {
  return usageError(
    error.message,
    'Each line is a JSON value: {"id": 1}, "text" or 42; jq -c .[] makes such lines of a list. With --on-error collect they fail alone.',
  );
}
