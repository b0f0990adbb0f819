import { useTranslation } from 'react-i18next'
import { readersLanguage } from '../../parts/format.ts'
import type { Mail } from '../../queries/leader.ts'

/** "On day 1 of each month at 07:00" */
export function useSayRhythm(): (mail: Pick<Mail, 'rhythm' | 'day' | 'hour'>) => string {
  const { t } = useTranslation()
  return ({ rhythm, day, hour }) => {
    const at = sayHour(hour)
    return rhythm === 'monthly'
      ? t('leader.eachMonth', { day, at })
      : t('leader.eachWeek', { day: sayWeekday(day), at })
  }
}

/** 1 is Monday. */
export function sayWeekday(day: number): string {
  // The 5th of January 1970 was a Monday.
  return new Intl.DateTimeFormat(readersLanguage, { weekday: 'long', timeZone: 'UTC' }).format(
    Date.UTC(1970, 0, 4 + day),
  )
}

export function sayHour(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}
