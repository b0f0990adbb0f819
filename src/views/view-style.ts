/** The style sheet of a shared page: no script, no outside resource; light, dark, on a phone and on paper. */
export const viewStyle = `:root{color-scheme:light dark;--ground:#f6f6f2;--card:#fff;--text:#1b1f23;--soft:#5b636b;--line:#dcdcd4;--mark:#0b775b;font:1rem/1.5 system-ui,sans-serif}
@media(prefers-color-scheme:dark){:root{--ground:#121417;--card:#1b1e22;--text:#e9ebee;--soft:#a4abb2;--line:#31363c;--mark:#4cc29d}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);overflow-wrap:anywhere;-webkit-text-size-adjust:100%}
main{max-width:64rem;margin:auto;padding:2rem 1rem}
h1{font-size:1.75rem;line-height:1.2;margin:.25rem 0;text-wrap:balance}
h2{font-size:1.125rem;margin:0 0 .75rem}
p{margin:.25rem 0}
.soft,footer{color:var(--soft)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(11rem,100%),1fr));gap:.75rem;margin:1.5rem 0;padding:0;list-style:none}
.cards li,section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1rem}
.cards li{container-type:inline-size}
.cards strong{display:block;font-size:1.5rem;font-size:clamp(1.05rem,12cqi,1.5rem);line-height:1.25;font-variant-numeric:tabular-nums}
.cards small{color:var(--soft)}
section{margin:0 0 .75rem}
section ul{margin:0;padding-left:1.25rem}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:.5rem;text-align:right;vertical-align:top;border-top:1px solid var(--line)}
td,thead th{overflow-wrap:normal}
thead th{border-top:0;color:var(--soft);font-size:.875rem;font-weight:600}
th:first-child,td:first-child{text-align:left;padding-left:0}
th:last-child,td:last-child{padding-right:0}
tbody th{font-weight:500}
td small{display:block;color:var(--soft);white-space:nowrap}
tfoot td,tfoot th{font-weight:700}
summary{cursor:pointer;padding:.75rem 0;color:var(--mark);font-weight:600}
a{color:var(--mark)}
a:focus-visible,summary:focus-visible{outline:3px solid var(--text);outline-offset:3px}
footer{margin-top:1.5rem;font-size:.875rem}
@media(max-width:40rem){thead{position:absolute;clip-path:inset(50%)}
tr,th[scope=row]{display:block}
tr{display:grid;grid-template-columns:1fr 1fr;gap:.25rem .75rem;padding:.75rem 0;border-top:1px solid var(--line)}
tbody tr:first-child{border-top:0}
tbody th,tbody td,tfoot th,tfoot td{border:0;padding:0;text-align:left}
tbody th,tfoot th{grid-column:1/-1;font-weight:600}
td::before{content:attr(data-name);display:block;color:var(--soft);font-size:.75rem}
td small{white-space:normal}}
@media print{:root{--ground:#fff;--card:#fff;--text:#000;--soft:#333;--line:#999;--mark:#000;font-size:11pt}
main{max-width:none;padding:0}.screen{display:none}
.cards li,section,tr{break-inside:avoid}details::details-content{content-visibility:visible;block-size:auto}summary{display:none}thead{display:table-header-group}}`
