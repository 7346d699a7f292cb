import type { Broker } from '../../../map/hosts/broker.ts';
import { redacted } from '../../../map/hosts/broker-url.ts';
import type { Warning } from '../../../model/warning.ts';
import { warningsText } from '../../../report/format/text.ts';
import { hostsText } from '../../../report/hosts/text.ts';
import { EXIT } from '../../exit-codes.ts';
import { stdoutStyle } from '../../output/text-outlet.ts';
import type { Output } from '../../output.ts';
import type { Answer, Typed } from '../../program/command.ts';
import { askedBroker } from './asked-broker.ts';

/** `concur hosts`: who is at the broker. Nobody is an answer, too. */
export const hosts: Answer = async (typed, output) => {
  const { BULLMQ_BROKER } = await import('../../../map/hosts/bullmq/bullmq-broker.ts');
  return answerHosts(typed, output, BULLMQ_BROKER);
};

export async function answerHosts({ options }: Typed, output: Output, broker: Broker): Promise<number> {
  const place = askedBroker(options, process.env);
  const warnings: Warning[] = [];
  const said = await broker.hosts({ ...place, warn: (warning) => warnings.push(warning) });
  const found = said.toSorted(
    (one, other) => order(one.name, other.name) || order(one.function, other.function),
  );
  const where = redacted(place.url);
  if (options.json === true) {
    const { answerDocument } = await import('../../documents/answer-document.ts');
    output.print(await answerDocument('hosts', options, 'listed', { broker: where, hosts: found }, warnings));
    return EXIT.ok;
  }
  const style = await stdoutStyle(options.color);
  output.print(hostsText(found, where, style) + warningsText(warnings, style));
  return EXIT.ok;
}

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
