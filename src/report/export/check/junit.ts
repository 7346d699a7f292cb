import type { CheckReport, CheckResult } from '../../../model/check.ts';

/**
 * JUnit's XML as CI servers read it (Jenkins' junit-10.xsd): a suite, a case for each check. An inconclusive check is a
 * skipped case, unless it counts as a failure.
 */
export function checkJunit(report: CheckReport): string {
  const { checks, startedAt, options } = report;
  const asFailure = options.inconclusive === 'fail';
  const failures = checks.filter(
    ({ outcome }) => outcome === 'fail' || (asFailure && outcome === 'inconclusive'),
  );
  const skipped = checks.filter(({ outcome }) => !asFailure && outcome === 'inconclusive');
  const counts = `tests="${checks.length}" failures="${failures.length}" errors="0" skipped="${skipped.length}"`;
  const seconds = secondsOf(checks.reduce((sum, check) => sum + (check.seconds ?? 0), 0));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="concur check" ${counts.replace(/ skipped="\d+"/, '')} time="${seconds}">`,
    `  <testsuite name="concur check" ${counts} time="${seconds}" timestamp="${startedAt.replace(/\.\d+Z$/, '')}">`,
    ...propertyLines(report),
    ...checks.flatMap((check) => caseLines(check, failures.includes(check))),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function propertyLines({ parallelism, recommendedWorkers, machine, outcome }: CheckReport): string[] {
  const properties = {
    outcome,
    parallelism,
    'recommended-workers': recommendedWorkers,
    'effective-cpus': machine?.effectiveCpus ?? null,
  };
  return [
    '    <properties>',
    ...Object.entries(properties)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `      <property name="${name}" value="${escapeXml(`${value}`)}"/>`),
    '    </properties>',
  ];
}

function caseLines(check: CheckResult, isFailure: boolean): string[] {
  const { id, title, outcome, expected, observed, because, seconds } = check;
  const head = `    <testcase classname="concur.check" name="${escapeXml(`${id}: ${title}`)}" time="${secondsOf(seconds ?? 0)}"`;
  const detail = escapeXml(`expected: ${expected}\nobserved: ${observed}\nbecause: ${because}`);
  const message = escapeXml(because);
  if (isFailure) {
    return [
      `${head}>`,
      `      <failure message="${message}" type="${outcome}">${detail}</failure>`,
      '    </testcase>',
    ];
  }
  if (outcome === 'inconclusive') {
    return [
      `${head}>`,
      `      <skipped message="${escapeXml(`inconclusive: ${because}`)}"/>`,
      `      <system-out>${detail}</system-out>`,
      '    </testcase>',
    ];
  }
  return [`${head}>`, `      <system-out>${detail}</system-out>`, '    </testcase>'];
}

function secondsOf(seconds: number): string {
  return seconds.toFixed(3);
}

/** Escapes markup, and leaves out what no XML 1.0 document may hold (https://www.w3.org/TR/xml/#charsets). */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '?')
    .replace(/[&<>"'\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}
