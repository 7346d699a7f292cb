import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { builtFile } from '../../../base/files/package-root.ts';
import type { Warning } from '../../../model/warning.ts';
import type { ReportDocument } from '../../document/document.ts';
import { warningText } from '../../document/parts.ts';
import { Html, html, type Part } from './markup.ts';
import { patterns } from './split-bar.ts';

/**
 * The whole page in one text: nothing in it is loaded from anywhere, and its own policy says so. Scripts and styles are
 * allowed by their hashes alone, so markup that came in by a mistake of ours could still do nothing.
 */
export function htmlPage(
  { command, title, lead, report }: ReportDocument,
  { body, closing }: { readonly body: Part; readonly closing: Part },
): string {
  const { script, style } = readAssets();
  const policy = `default-src 'none'; script-src ${sourceHash(script)}; style-src ${sourceHash(style)}; base-uri 'none'; form-action 'none'`;
  const { tool, startedAt, warnings } = report;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${tool.name} ${tool.version}">
<title>${title} · concur ${command}</title>
<style>${Html.trusted(style)}</style>
</head>
<body>
<a class="skip" href="#result">Skip to the result</a>
${patterns()}
<header>
<p class="command">concur ${command}</p>
<h1>${title}</h1>
${lead.length > 0 && html`<p>${lead.join(' ')}</p>`}
<p class="when"><time datetime="${startedAt}">${whenWords(startedAt)}</time>, ${tool.name} ${tool.version}</p>
</header>
<main id="result">
${body}
${warnings.length > 0 && warningList(warnings)}
</main>
<footer>${closing}</footer>
<script>${Html.trusted(script)}</script>
</body>
</html>
`;
  return page.toString();
}

/** What the reader should know, each with what can be done about it. */
function warningList(warnings: readonly Warning[]): Html {
  const items = warnings.map(
    (warning) => html`<li data-code="${warning.code}"><strong>Warning:</strong> ${warningText(warning)}</li>`,
  );
  return html`<section aria-labelledby="warnings"><h2 id="warnings">Warnings</h2>
<ul class="warnings">${items}</ul></section>`;
}

/** `2026-11-23 07:32 UTC`. */
function whenWords(startedAt: string): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(startedAt) ?? [];
  return day === undefined ? startedAt : `${day} ${time} UTC`;
}

/** What every page carries in itself: the build made it from src/report/browser. */
interface Assets {
  readonly script: string;
  readonly style: string;
}

function readAssets(): Assets {
  return {
    script: readFileSync(builtFile('html', 'page.js'), 'utf8'),
    style: readFileSync(builtFile('html', 'page.css'), 'utf8'),
  };
}

/** How a policy names a script or a style sheet that it allows. */
export function sourceHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
