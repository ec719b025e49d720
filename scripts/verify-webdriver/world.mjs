// A shop, and the same with one page changed, for the clients here.
const home = (greeting) => `<!doctype html><html><head><title>Tea shop</title>
<style>.gone { display: none } body { width: 700px } #far { margin-top: 1500px }</style></head><body>
<h1 id="greeting" class="title big">${greeting}</h1>
<form id="search" action="/found" method="get"><label for="query">Search</label> <input id="query" name="q" type="text">
<select id="kind" name="kind"><option value="all">All</option><option value="green">Green</option></select>
<input type="checkbox" id="sale" name="sale" value="yes"> <button id="go" type="submit">Find</button></form>
<p class="gone" id="hidden">not to be seen</p>
<button id="warn" type="button" onclick="window.sure = confirm('Sure?')">Warn</button>
<button id="later" type="button"
  onclick="setTimeout(function () { document.getElementById('state').textContent = 'ready' }, 700)">Later</button>
<p id="state">waiting</p><a id="about" href="/about">About us</a>
<iframe id="frame" name="inner" srcdoc="&lt;p id='within'&gt;within the frame&lt;/p&gt;" width="300" height="60"></iframe>
<p id="far">far below</p></body></html>`
const found = '<!doctype html><title>Found</title><ul><li class="item">Sencha</li><li class="item">Matcha</li></ul>'
const about = '<!doctype html><title>About</title><h1>About us</h1>'

const shop = (name, site, greeting) => ({
  [name]: { url: `${site}/`, html: home(greeting) },
  [`${name}-found`]: { url: `${site}/found?q=sencha&kind=green&sale=yes`, html: found },
  [`${name}-about`]: { url: `${site}/about`, html: about }
})

export const sites = { healthy: 'https://tea.test', changed: 'https://changed.tea.test' }

export const world = {
  name: 'tea',
  pages: { ...shop('home', sites.healthy, 'Welcome'), ...shop('changed', sites.changed, 'Good bye') },
  sauce: { teams: [{ name: 'One', users: [{ username: 'demo', accessKey: 'dddddddd-dddd-4ddd-8ddd-dddddddddddd' }] }] }
}
