import { useMediaQuery } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import type { HeatMap } from '../../queries/insights.ts'
import classes from './insights.module.css'
import { nameWeekday } from './say.ts'

type Props = { readonly map: HeatMap['clicks']; readonly name: string }

/** A table with its numbers: the shade says no more than they do. Hours go down on a phone, where 24 columns don't fit. */
export function HeatMapGrid({ map, name }: Props) {
  const { t } = useTranslation()
  const goesDown = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false })
  const weekdays = map.grid.map(({ weekday }) => ({ key: weekday, label: nameWeekday(weekday, 'short') }))
  const hours = Array.from({ length: 24 }, (_, hour) => ({ key: hour, label: String(hour).padStart(2, '0') }))
  const [rows, columns] = goesDown ? [hours, weekdays] : [weekdays, hours]
  return (
    <section className={classes.scroll} aria-label={t('insights.heatMap.table', { name })} tabIndex={0}>
      <table className={`${classes.heat} numbers`}>
        <thead>
          <tr>
            <th scope="col">
              <span className="label">{t(goesDown ? 'insights.heatMap.hourOfDay' : 'insights.heatMap.day')}</span>
            </th>
            {columns.map(({ key, label }) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.label}</th>
              {columns.map(({ key }) => (
                <Cell key={key} map={map} of={goesDown ? [key, row.key] : [row.key, key]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** One hour of a weekday. */
function Cell({ map, of: [weekday, hour] }: { readonly map: Props['map']; readonly of: readonly [number, number] }) {
  const format = useFormat()
  const most = Math.max(...map.grid.flatMap(({ hours }) => hours.map(({ perHour }) => perHour ?? 0)))
  const { number, perHour } = map.grid[weekday]?.hours[hour] ?? { number: 0, perHour: null }
  const isBest = map.best.hoursOfWeek.some((one) => one.weekday === weekday && one.hour === hour)
  return (
    <td
      data-level={perHour === null || number === 0 ? undefined : Math.ceil((perHour / most) * 4)}
      data-best={isBest || undefined}
    >
      {number === 0 ? '' : format.compact(number)}
    </td>
  )
}
