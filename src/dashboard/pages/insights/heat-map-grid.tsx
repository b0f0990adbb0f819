import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import type { HeatMap } from '../../queries/insights.ts'
import classes from './insights.module.css'
import { nameWeekday } from './say.ts'

type Props = { readonly map: HeatMap['clicks']; readonly name: string }

/** A table with its numbers: the shade says no more than they do. */
export function HeatMapGrid({ map, name }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const most = Math.max(...map.grid.flatMap(({ hours }) => hours.map(({ perHour }) => perHour ?? 0)))
  const isBest = (weekday: number, hour: number) =>
    map.best.hoursOfWeek.some((one) => one.weekday === weekday && one.hour === hour)
  const label = t('insights.heatMap.table', { name })
  return (
    <section className={classes.scroll} aria-label={label} tabIndex={0}>
      <table className={`${classes.heat} numbers`}>
        <thead>
          <tr>
            <th scope="col">
              <span className="label">{t('insights.heatMap.day')}</span>
            </th>
            {Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0')).map((hour) => (
              <th key={hour} scope="col">
                {hour}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {map.grid.map(({ weekday, hours }) => (
            <tr key={weekday}>
              <th scope="row">{nameWeekday(weekday, 'short')}</th>
              {hours.map(({ number, perHour }, hour) => (
                <td
                  key={`${weekday} ${String(hour)}`}
                  data-level={perHour === null || number === 0 ? undefined : Math.ceil((perHour / most) * 4)}
                  data-best={isBest(weekday, hour) || undefined}
                >
                  {number === 0 ? '' : format.compact(number)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
