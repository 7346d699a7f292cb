import type { CoresReport } from '../../../model/documents/cores-report.ts';
import { pressureWords, type SettingRow, settingRows, throttlingWords } from '../../words/cores/pressure.ts';
import { type FigureColumn, tableOf } from '../parts.ts';
import type { Facts, Section } from '../section.ts';

const SETTING_COLUMNS: readonly FigureColumn<SettingRow>[] = [
  { title: 'kernel setting', align: 'left', cell: ({ setting }) => setting },
  { title: 'value', align: 'left', cell: ({ value }) => value },
  { title: 'read from', align: 'left', wraps: true, cell: ({ path }) => ({ code: path }) },
];

/** What pressed on our group’s CPUs and on the machine’s, and which quotas stopped us. */
export function pressureFacts({ pressure }: CoresReport): Facts['facts'] {
  if (pressure === null) return [];
  const waited = [pressure.group, pressure.system].flatMap((one) =>
    one === null ? [] : [pressureWords(one)],
  );
  const throttled = pressure.throttling.map(throttlingWords);
  return [
    ...(waited.length === 0 ? [] : [['Pressure', ...waited] as const]),
    ...(throttled.length === 0 ? [] : [['Throttled', ...throttled] as const]),
  ];
}

export function pressureSections({ pressure }: CoresReport): Section[] {
  return pressure === null ? [] : tableOf('Kernel settings', SETTING_COLUMNS, settingRows(pressure));
}
