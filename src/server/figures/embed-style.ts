/** The one stylesheet of embedded figures. It is allowed by its hash: an embed runs nothing and loads nothing. */
import { hash } from 'node:crypto';

export const embedStyle = `
:root{color-scheme:light dark;--paper:#fdfcf9;--ink:#1c2530;--quiet:#545d69;--rule:#d5d3ca;--link:#14527f;--party:#1f6391;--absent:#b0611a;--on-party:#fff}
@media (prefers-color-scheme:dark){:root{--paper:#12171d;--ink:#e8e6df;--quiet:#a8b0ba;--rule:#36404b;--link:#8cc4ee;--party:#5aa5d8;--absent:#dc9450;--on-party:#0d1319}}
*{box-sizing:border-box}
body{margin:0;padding:1rem;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);overflow-wrap:break-word}
h1{margin:0 0 .6rem;font-size:1.1rem;line-height:1.3}
p{margin:.5rem 0 0;font-size:.85rem;color:var(--quiet);max-width:50rem}
a{color:var(--link)}
svg.chart{display:block;max-width:100%;height:auto}
.narrow{display:none}
@media (max-width:40rem){.wide{display:none}.narrow{display:block}.narrow svg.chart{width:100%;max-width:30rem}}
summary{cursor:pointer;color:var(--link);font-size:.85rem;margin-top:.5rem;width:fit-content}
.table{overflow-x:auto}
table{border-collapse:collapse;font-size:.85rem}
th,td{text-align:left;vertical-align:top;padding:.25rem .8rem .25rem 0;border-bottom:1px solid var(--rule)}
.chart{fill:var(--ink)}
.c-ink{fill:var(--ink)}.c-quiet{fill:var(--quiet)}.c-party{fill:var(--party)}.c-absent{fill:var(--absent)}.c-paper{fill:var(--paper)}.c-on-party{fill:var(--on-party)}
.c-rule,.c-rule-line{stroke:var(--rule)}.c-ink-line{stroke:var(--ink)}.c-quiet-line{stroke:var(--quiet)}.c-paper-line,.c-halo{stroke:var(--paper)}.c-party-line{stroke:var(--party)}
@media print{details,.files{display:none}}
`;

/** An embed may stand in any page; it may not run, load, send or be navigated elsewhere. */
export const embedPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', embedStyle, 'base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors *',
].join('; ');
