import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { parseDay } from '../../../shops/calendar.ts'
import type { Leaf } from '../../queries/goal-standing.ts'
import { sayValue } from './goal-words.ts'
import classes from './goals.module.css'
import { useSay } from './use-say.ts'

/** The value day by day, the way from start to target (dashed), and where it ends with 80 % (a fan). */
export function GoalChart({ goal, height = 120 }: { readonly goal: Leaf; readonly height?: number }) {
  const { t } = useTranslation()
  const say = useSay(goal)
  const { course, target, value, interval, start, elapsedShare } = goal.progress
  const last = course.at(-1)
  if (!last || value === null) return null
  const isOpen = elapsedShare < 1
  const { x, y, top } = scaleOf(goal)
  const points = course.map((point) => `${x(parseDay(point.day) + 1)},${y(point.value)}`)
  const { kind, unit } = goal.measures
  const isSum = kind !== 'stock' && (unit === 'count' || unit === 'money')
  const first = !isSum ? [] : [`${x(parseDay(goal.from))},${y(0)}`]
  const now = { x: x(parseDay(last.day) + 1), y: y(last.value) }
  const label = t('goals.chart', { value: sayValue(value, say), target: sayValue(target, say) })
  return (
    <figure className={classes['chart']}>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" height={height} width="100%" role="img" aria-label={label}>
        <line className={classes['base']} x1="0" x2="100" y1={y(0)} y2={y(0)} />
        {isOpen && interval && (
          <polygon
            className={classes['fan']}
            points={`${now.x},${now.y} 100,${y(interval[1])} 100,${y(interval[0])}`}
          />
        )}
        {start !== null && <line className={classes['way']} x1="0" y1={y(start)} x2="100" y2={y(target)} />}
        <polyline className={classes['course']} points={[...first, ...points].join(' ')} />
      </svg>
      <Text size="xs" c="dimmed" className={classes['target']} style={{ top: `${(y(target) / 100) * height}px` }}>
        {sayValue(target, say)}
      </Text>
      <Group justify="space-between" mt={4}>
        <Text size="xs" c="dimmed">
          {say.format.shortDay(goal.from)}
        </Text>
        <Text size="xs" c="dimmed">
          {say.format.shortDay(goal.to)}
        </Text>
      </Group>
      <Text size="xs" c="dimmed" ta="center">
        {t(top.hasFan ? 'goals.legendFan' : 'goals.legend')}
      </Text>
    </figure>
  )
}

/** Into a hundred by a hundred, with a little air above the highest. Counts begin at 0, stocks a little under the lowest. */
function scaleOf({ from, to, measures, progress }: Leaf) {
  const { course, target, interval, start, elapsedShare } = progress
  const hasFan = elapsedShare < 1 && interval !== null
  const values = [...course.map(({ value }) => value), target, start ?? 0, ...(hasFan ? interval : [])]
  const isStock = measures.kind === 'stock'
  const told = isStock ? values.filter((one) => one !== 0) : values
  const high = Math.max(...told)
  const lowest = Math.min(...told)
  const low = isStock ? lowest - (high - lowest) * 0.15 : Math.min(0, lowest)
  const height = (high - low) * 1.08 || 1
  const [first, end] = [parseDay(from), parseDay(to) + 1]
  const x = (day: number) => ((day - first) / (end - first)) * 100
  const y = (value: number) => Math.min(100, 100 - ((value - low) / height) * 100)
  return { x, y, top: { hasFan } }
}
