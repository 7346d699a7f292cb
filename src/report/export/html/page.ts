import type { DocumentHead } from '../../../model/report.ts';
import { readAssets, sourceHash } from './assets.ts';
import { closing } from './closing.ts';
import { Html, html, type Part } from './markup.ts';
import { patterns } from './split-bar.ts';
import { warningList } from './warnings.ts';

/** What a page says that others don’t. */
export interface PageParts {
  /** `demo`. */
  readonly command: string;
  readonly title: string;
  /** What was asked, below the title. */
  readonly lead: Part;
  readonly body: Part;
}

/**
 * The whole page in one text: nothing in it is loaded from anywhere, and its own policy says so. Scripts and styles are
 * allowed by their hashes alone, so markup that came in by a mistake of ours could still do nothing.
 */
export function htmlPage(report: DocumentHead<string>, { command, title, lead, body }: PageParts): string {
  const { script, style } = readAssets();
  const policy = `default-src 'none'; script-src ${sourceHash(script)}; style-src ${sourceHash(style)}; base-uri 'none'; form-action 'none'`;
  const { tool, startedAt } = report;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${tool.name} ${tool.version}">
<title>${title} · concur ${command}</title>
<style>${Html.ofOurs(style)}</style>
</head>
<body>
<a class="skip" href="#result">Skip to the result</a>
${patterns()}
<header>
<p class="command">concur ${command}</p>
<h1>${title}</h1>
<div class="lead">${lead}</div>
<p class="when"><time datetime="${startedAt}">${whenWords(startedAt)}</time>, ${tool.name} ${tool.version}</p>
</header>
<main id="result">
${body}
${warningList(report.warnings)}
</main>
${closing(report)}
<script>${Html.ofOurs(script)}</script>
</body>
</html>
`;
  return page.toString();
}

/** `2026-11-23 07:32 UTC`. */
function whenWords(startedAt: string): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(startedAt) ?? [];
  return day === undefined ? startedAt : `${day} ${time} UTC`;
}
