// shacl-engine on a store of N3. It looks for classes below a class in the shapes, not in the data,
// so the data's statements of them are given to it with the shapes.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'

const [, , data, shapes, out, modules] = process.argv
const require = createRequire(pathToFileURL(`${modules}/package.json`))
const { DataFactory, Parser, Store } = require('n3')
const path = require('node:path')
const from = (name) => import(pathToFileURL(path.join(modules, 'node_modules', name)))
const { default: Validator } = await from('shacl-engine/Validator.js')
const { targetResolvers, validations } = await from('shacl-engine/sparql.js')

const SH = 'http://www.w3.org/ns/shacl#'
const SUBCLASS = 'http://www.w3.org/2000/01/rdf-schema#subClassOf'
const STRING = 'http://www.w3.org/2001/XMLSchema#string'
const factory = { ...DataFactory, dataset: (quads) => new Store(quads) }

const cpu = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
const mark = () => [cpu(), performance.now() / 1e3]

const read = (file) => new Store(new Parser().parse(readFileSync(file, 'utf8')))

const shown = (term) => {
  if (!term) return ''
  if (term.termType === 'NamedNode') return `<${term.value}>`
  if (term.termType === 'BlankNode') return `_:${term.value}`
  const text = JSON.stringify(term.value)
  if (term.language) return `${text}@${term.language}`
  return term.datatype.value === STRING ? text : `${text}^^<${term.datatype.value}>`
}

const stepText = (step) => {
  const inverse = step.start === 'object' ? '^' : ''
  const mark = { zeroOrMore: '*', oneOrMore: '+', zeroOrOne: '?' }[step.quantifier] || ''
  return step.predicates.map((predicate) => inverse + shown(predicate)).join('|') + mark
}

const line = (result) => [
  result.constraintComponent.value.replace(SH, '').replace(/ConstraintComponent$/, ''),
  shown(result.focusNode.term),
  (result.path || []).map(stepText).join('/'),
  shown(result.value && result.value.term)
].join('\t') + '\n'

const [start, began] = mark()
const dataset = read(data)
const rules = read(shapes)
rules.addQuads(dataset.getQuads(null, SUBCLASS, null, null))
const [ready, at] = mark()
const validator = new Validator(rules, { factory, targetResolvers, validations })
const report = await validator.validate({ dataset })
const [end, ended] = mark()
const peak = process.resourceUsage().maxRSS / 1024
writeFileSync(`${out}/findings.tsv`, report.results.map(line).sort().join(''))
writeFileSync(`${out}/measured.json`, JSON.stringify({
  version: require('shacl-engine/package.json').version,
  start,
  load: ready - start,
  load_wall: at - began,
  validate: end - ready,
  validate_wall: ended - at,
  whole: end,
  peak
}))
