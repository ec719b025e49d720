import type { JSX } from 'preact'
import { apart, linePath, marginPath, type Plot } from './geometry.js'
import type { Line } from './report.js'
import { amount } from './words.js'

/** A percentile: its line, its goal and its error margins. */
export function LineOf ({ line, plot, unit }: { line: Line, plot: Plot, unit: string }): JSX.Element {
  const { percentile, points, goal } = line
  const { x, y, left, right } = plot
  return (
    <g class={`p${percentile}`}>
      {goal !== undefined && (
        <line class='goal' x1={left} x2={right} y1={y(goal.value)} y2={y(goal.value)}>
          <title>Goal for p{percentile}: {amount(goal.value, unit)}. {goal.reason}</title>
        </line>
      )}
      <path class='margin' d={marginPath(points, plot)} />
      <path class='line' d={linePath(points, plot)} />
      {points.map((point, index) => point !== undefined && (
        percentile === 50
          ? <circle key={index} cx={x(index)} cy={y(point.value)} r={4} />
          : <path key={index} d={diamond(x(index), y(point.value))} />
      ))}
    </g>
  )
}

const diamond = (x: number, y: number): string => `M${x - 5} ${y}l5 -5l5 5l-5 5z`

/** Each line is named where it ends, and so is its goal. */
export function Names ({ lines, plot }: { lines: readonly Line[], plot: Plot }): JSX.Element {
  const names = lines.flatMap(({ percentile, points, goal }) => {
    const last = points.findLast((point) => point !== undefined)
    return [
      ...last === undefined ? [] : [{ text: `p${percentile}`, place: plot.y(last.value) }],
      ...goal === undefined ? [] : [{ text: `p${percentile} goal`, place: plot.y(goal.value) }]
    ]
  })
  const places = apart(names.map(({ place }) => place), 13)
  return (
    <g>
      {names.map(({ text }, index) => (
        <text key={text} x={plot.right + 10} y={(places[index] ?? 0) + 4}>{text}</text>
      ))}
    </g>
  )
}
