import { expect, it } from 'vitest';
import { withOwnImports } from '../../scripts/own-imports.ts';

it('gives each import() of a file to its loader, and leaves all else', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
  const template = '`import(${await import(z)})`';
  const code = `const { x } = await import('x'), of = [import('y'), "import(z)", ${template}];`;
  expect(withOwnImports('a.js', code)).toBe(
    `const { x } = await importModule('x'), of = [importModule('y'), "import(z)", ${template.replace('await import', 'await importModule')}];`,
  );
});
