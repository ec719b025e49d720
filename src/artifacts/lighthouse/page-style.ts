/** The report page's style sheet; light or dark as the reader's system is. */
export const pageStyle = `
:root{color-scheme:light dark;
--ink:#202124;--soft:#5f6368;--line:#dadce0;--paper:#fff;--red:#c5221f;--orange:#b06000;
--green:#137333;--wait:#c6dafc;--receive:#4285f4}
@media(prefers-color-scheme:dark){:root{
--ink:#e8eaed;--soft:#9aa0a6;--line:#3c4043;--paper:#202124;--red:#f28b82;--orange:#fdd663;
--green:#81c995;--wait:#3b5172;--receive:#8ab4f8}}
body{margin:0 auto;max-width:72rem;padding:1rem;font:15px/1.45 system-ui,sans-serif;color:var(--ink);
background:var(--paper)}
header{display:flex;gap:1.5rem;align-items:center;flex-wrap:wrap}
h1{font-size:1.5rem;margin:0}
h2{font-size:1.15rem;margin:2rem 0 .5rem}
p{margin:.2rem 0;color:var(--soft);overflow-wrap:anywhere}
.gauge{width:6rem;height:6rem;border-radius:50%;border:.5rem solid currentColor;display:grid;
place-items:center;font-size:1.8rem}
.red{color:var(--red)}.orange{color:var(--orange)}.green{color:var(--green)}.none{color:var(--soft)}
.failure{color:var(--red);font-weight:bold}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--soft);padding:.2rem 0}
th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top;
font-weight:normal}
thead th{color:var(--soft);font-size:.85rem}th small{display:block;color:var(--soft)}
tbody th[title]{max-width:22rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.fall{width:30%}
.fall span{position:relative;display:block;height:1rem}
.fall i{position:absolute;top:.15rem;height:.8rem;border-radius:2px}
.wait{background:var(--wait)}.receive{background:var(--receive)}
.strip{display:flex;flex-wrap:wrap;gap:.75rem;list-style:none;padding:0;margin:0}
.strip li{display:grid;justify-items:center;font-size:.85rem}
.strip img{width:6rem;image-rendering:pixelated;border:1px solid var(--line)}
footer{margin:2rem 0;color:var(--soft);font-size:.85rem}
`.replaceAll('\n', '')
