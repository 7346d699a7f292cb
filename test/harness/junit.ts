import { readFileSync } from 'node:fs';
import { validateXML } from 'xmllint-wasm';

const SCHEMA = readFileSync(new URL('../fixtures/junit.xsd', import.meta.url), 'utf8');

/** What libxml2 has against a JUnit report: empty when it is well-formed and valid. */
export async function junitErrors(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml: { fileName: 'junit.xml', contents: xml }, schema: SCHEMA });
  return errors.map(({ message }) => message);
}
