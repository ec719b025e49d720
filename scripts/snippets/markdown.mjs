// Finds the fenced code blocks of a page, with their language, line, nearest heading and what comments say of them.
//
// A comment right before a fence tells how its block is run; several may stand one below the other:
//   <!-- snippet: skip, REASON -->            it is not run
//   <!-- snippet: twin {"world":"empty"} -->  the twin it meets (createTwin's options); null: none
//   <!-- snippet: setup COMMANDS -->          what the shell does first (sh, console)
//   <!-- snippet: before CODE -->             what the program begins with (js, ts)
//   <!-- snippet: continues -->               the program begins with that of the block before (js, ts)
//   <!-- snippet: types only without PACKAGE, REASON -->   it is type-checked and not run (ts)
//   <!-- snippet: project NAME, FILE -->      a file of the example project NAME, whose tests are run (js)
//   <!-- snippet: output -->                  what the block before prints
//   <!-- snippet: output of COMMAND -->       what this command prints
//   <!-- snippet: body of POST /path -->      a request that the twin takes
//   <!-- snippet: world file TEMPLATE -->     perftwin validate takes it; in a template it stands for $BLOCK

const fence = /^```(.*)$/
const names = ['skip', 'twin', 'setup', 'before', 'continues', 'types only', 'project', 'output of', 'output', 'body of', 'world file']

/** @returns the blocks of a page: { page, line, heading, language, text, says } */
export function blocksOf (page, markdown) {
  const blocks = []
  const lines = markdown.split('\n')
  let heading = ''
  let comment = ''
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]
    const opening = fence.exec(line)
    if (opening !== null) {
      const end = lines.indexOf('```', index + 1)
      if (end === -1) throw new Error(`${page}:${index + 1}: the block never ends`)
      const place = { page, line: index + 1, heading }
      blocks.push({ ...place, language: opening[1].trim(), text: lines.slice(index + 1, end).join('\n'), says: saidBy(comment, place) })
      comment = ''
      index = end
    } else if (line.startsWith('<!--') || comment.includes('<!--', comment.lastIndexOf('-->'))) {
      comment += `${line}\n`
    } else {
      comment = ''
      if (/^#+ /.test(line)) heading = line.replace(/^#+ /, '')
    }
  }
  return blocks
}

function saidBy (comments, { page, line }) {
  const says = {}
  for (const [, said] of comments.matchAll(/<!-- snippet: ([\s\S]*?)\s*-->/g)) {
    const name = names.find((each) => said === each || new RegExp(`^${each}[\\s,]`).test(said))
    if (name === undefined) throw new Error(`${page}:${line}: a comment says "${said}"; it may begin with ${names.join(', ')}`)
    says[name] = said.slice(name.length).replace(/^,/, '').trim()
  }
  if (says.skip === '') throw new Error(`${page}:${line}: it is skipped for no reason`)
  return says
}
