import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { channelName } from '../../parts/channel-name.ts'
import { useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import type { FunnelStep } from '../../queries/funnel.ts'
import classes from './funnel.module.css'

/** How many went on to this level, of what, where the true share lies, and what the comparison suffers from. */
export function FunnelStepLine({ step }: { readonly step: FunnelStep }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { rate, interval, part, of, channels, why, notes } = step
  if (rate === null || part === null || of === null) {
    return (
      <Text size="sm" c="dimmed">
        {t(`funnel.rate.${step.to}`)}: {t('funnel.unknown')} {why}
      </Text>
    )
  }
  const isFew = step.to === 5 && !canSpeakOfRate(part)
  return (
    <div className={classes.rate}>
      <Text size="sm" className="numbers">
        {t(`funnel.rate.${step.to}`)} <b>{isFew ? t('report.tooFew') : format.percent(rate, rate < 0.1 ? 2 : 0)}</b>
        {interval &&
          !isFew &&
          ` (${format.percent(interval.low, rate < 0.1 ? 2 : 0)}–${format.percent(interval.high, rate < 0.1 ? 2 : 0)})`}
        {', '}
        {t('funnel.of', { part: format.count(part), of: format.count(of) })}
        {channels.length > 0 && ` · ${channels.map(channelName).join(', ')}`}
      </Text>
      {notes.length > 0 && (
        <details className={classes.notes}>
          <summary>{t('funnel.notes', { count: notes.length })}</summary>
          {notes.map(({ code, says }) => (
            <Text key={code} size="sm" c="dimmed">
              {says}
            </Text>
          ))}
        </details>
      )}
    </div>
  )
}
