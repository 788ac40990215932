import { createHash } from 'node:crypto';

/** The look of every page: one file, no fonts or pictures from elsewhere, dark where the reader's device is. */
export const STYLE = `
:root{color-scheme:light;--ink:#1b1d21;--soft:#5a606b;--paper:#fff;--tint:#f3f5f8;--line:#d9dee6;--accent:#17456b;--mark:#fff3c4;--new:#dff3e4;--gone:#fbe3e1}
@media (prefers-color-scheme:dark){:root:not([data-theme=default]){color-scheme:dark;--ink:#eceef2;--soft:#a9b0bc;--paper:#17191d;--tint:#20242a;--line:#39404a;--accent:#8cc1ef;--mark:#4a3f10;--new:#173d24;--gone:#4c1f1c}}
:root[data-theme=dark]{color-scheme:dark;--ink:#eceef2;--soft:#a9b0bc;--paper:#17191d;--tint:#20242a;--line:#39404a;--accent:#8cc1ef;--mark:#4a3f10;--new:#173d24;--gone:#4c1f1c}
:root[data-theme=contrast]{color-scheme:dark;--ink:#fff;--soft:#fff;--paper:#000;--tint:#000;--line:#fff;--accent:#ff0;--mark:#1a1a6e;--new:#000;--gone:#000}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.65 Georgia,'Times New Roman',serif;overflow-wrap:anywhere}
.ui,nav,header,footer,.search,.where{font-family:'Segoe UI',system-ui,-apple-system,sans-serif;font-size:15px;line-height:1.5}
a{color:var(--accent)}a:focus-visible,input:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem 1rem;z-index:1}
.frame{max-width:70rem;margin:0 auto;padding:1.5rem 1.25rem 4rem;display:grid;gap:0 3rem}
header{border-bottom:1px solid var(--line);padding-bottom:1rem;margin-bottom:1.25rem}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 .35rem;font-family:Georgia,serif}
main section:first-child h2{margin-top:0}
h2{font-size:1.25rem;line-height:1.35;margin:2.25rem 0 .75rem}
.soft{color:var(--soft)}.note{background:var(--tint);border-left:4px solid var(--accent);padding:.6rem .9rem;margin:.9rem 0 0}
.search{margin:0 0 1rem}.search label{display:block;font-weight:600;margin:0 0 .35rem}
.search input{width:100%;margin:0 0 .35rem;font:inherit;padding:.55rem .7rem;border:1px solid var(--soft);border-radius:4px;background:var(--paper);color:var(--ink)}
.search[hidden]{display:none}
nav h2{font-size:1rem;margin:0 0 .4rem}nav ol{list-style:none;margin:0 0 1.5rem;padding:0}nav a{display:block;padding:.3rem 0;text-decoration:none}nav a:hover{text-decoration:underline}
.passage{position:relative;margin:0 0 1rem;padding:.1rem 2rem .1rem 0;scroll-margin-top:1rem}
.passage p{margin:0}.passage:target{background:var(--mark);box-shadow:0 0 0 .5rem var(--mark);border-radius:2px}
.anchor{position:absolute;right:0;top:.1rem;width:1.75rem;height:1.75rem;text-align:center;text-decoration:none;color:var(--soft);font:16px/1.75rem 'Segoe UI',system-ui,sans-serif}
.anchor:hover,.anchor:focus{color:var(--accent)}
ul.items{list-style:none;margin:0;padding:0}ul.items>li{padding-left:1.4rem}ul.items>li::before{content:'\\2022';position:absolute;left:.2rem;top:.1rem;color:var(--accent)}
.courtesy{border-left:3px solid var(--line);padding-left:.8rem;margin-top:.5rem!important;color:var(--soft)}
footer{border-top:1px solid var(--line);margin-top:2.5rem;padding-top:.5rem}footer h2{font-size:1.1rem}
dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.3rem 1.25rem;margin:0}dt{color:var(--soft)}dd{margin:0}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.45rem .75rem .45rem 0;border-bottom:1px solid var(--line)}
code{font:13px/1.5 ui-monospace,Consolas,monospace}
.change{border:1px solid var(--line);border-radius:4px;padding:.8rem 1rem;margin:0 0 1rem}.change p{margin:.4rem 0 0}.change h2{margin:0;font-size:1rem;font-family:'Segoe UI',system-ui,sans-serif}
ins{background:var(--new);text-decoration:underline;text-underline-offset:3px}del{background:var(--gone);text-decoration:line-through}
.said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (min-width:60rem){.frame.two{grid-template-columns:15rem minmax(0,42rem)}.frame.two header,.frame.two footer{grid-column:1/-1}.aside{position:sticky;top:1.5rem;align-self:start;max-height:calc(100vh - 3rem);overflow:auto}}
@media (max-width:30rem){body{font-size:16px}h1{font-size:1.4rem}.frame{padding:1rem 1rem 3rem}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}table,thead,tbody,tr,td,th{display:block}thead{display:none}td{border:0;padding:.15rem 0}tr{border-bottom:1px solid var(--line);padding:.4rem 0}}
@media print{:root,:root[data-theme]{color-scheme:light;--ink:#000;--soft:#444;--paper:#fff;--tint:#fff;--line:#999;--accent:#000;--mark:#fff;--new:#fff;--gone:#fff}.search,nav,.anchor,.skip,.screen{display:none!important}.frame{display:block;max-width:none;padding:0}.passage{break-inside:avoid;padding-right:0}a{text-decoration:none}}
`;

/** Search within the page, and nothing else: what is typed stays in the reader's browser. */
export const SCRIPT = `
(function(){
var box=document.querySelector('.search'),input=document.getElementById('search'),said=document.getElementById('found');
if(!box||!input)return;box.hidden=false;
var all=[].map.call(document.querySelectorAll('.passage'),function(e){return{e:e,t:e.textContent.toLowerCase()}});
function show(){
var words=input.value.toLowerCase().split(/\\s+/).filter(Boolean),count=0;
all.forEach(function(p){var hit=words.every(function(w){return p.t.indexOf(w)>=0});p.e.hidden=!hit;if(hit)count++});
[].forEach.call(document.querySelectorAll('main section'),function(s){s.hidden=!s.querySelector('.passage:not([hidden])')});
said.textContent=!words.length?'':count===0?said.dataset.none:count===1?said.dataset.one:said.dataset.more.replace('{count}',count);
}
input.addEventListener('input',show);
input.addEventListener('keydown',function(e){if(e.key==='Escape'){input.value='';show()}});
document.addEventListener('keydown',function(e){if(e.key==='/'&&document.activeElement!==input){e.preventDefault();input.focus()}});
function reveal(){var to=location.hash.length>1&&document.getElementById(decodeURIComponent(location.hash.slice(1)));if(to&&(to.hidden||input.value)){input.value='';show()}if(to){to.focus({preventScroll:true});to.scrollIntoView()}}
window.addEventListener('hashchange',reveal);reveal();
})();
`;

/** Where Teams and Microsoft 365 show tabs; nobody else may frame a page. */
const FRAMED_BY = [
  "'self'",
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.cloud.microsoft',
  'https://*.office.com',
  'https://*.microsoft365.com',
  'https://*.teams.microsoft.us',
];

const hashed = (content: string) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

/** Nothing is loaded from anywhere, and only the style and the script above run. */
export function contentSecurityPolicy(): string {
  return [
    "default-src 'none'",
    `style-src ${hashed(STYLE)}`,
    `script-src ${hashed(SCRIPT)}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${FRAMED_BY.join(' ')}`,
  ].join('; ');
}
