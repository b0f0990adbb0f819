import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { channelName } from '../../parts/channel-name.ts'
import type { FunnelLevel } from '../../queries/funnel.ts'
import classes from './funnel.module.css'

/** What is missing of a level: channels of which nothing is known are hatched, and lead to where it is entered. */
export function FunnelGap({ level }: { readonly level: FunnelLevel }) {
  const { t } = useTranslation()
  const { completeness, why, parts, value } = level
  if (completeness === 'complete') return null
  const lacking = parts.filter((part) => part.completeness !== 'complete')
  return (
    <div className={value === null ? classes.gap : undefined}>
      {value === null && <Text size="sm">{lacking.length > 0 ? t(`funnel.nothing.${level.level}`) : why}</Text>}
      <ul className={classes.lacking}>
        {lacking.map((part) => (
          <Lacking key={part.channel} part={part} />
        ))}
      </ul>
    </div>
  )
}

function Lacking({ part }: { readonly part: FunnelLevel['parts'][number] }) {
  const { t } = useTranslation()
  const { channel, completeness, remedy, says } = part
  const state = completeness === 'partial' ? says.replace('partial: ', '') : t(`funnel.state.${completeness}`)
  return (
    <li data-nothing={part.value === null || undefined} title={says}>
      <span>
        {channelName(channel)}: {state}
        {remedy && (
          <>
            {' '}
            <Link
              to={remedy.to}
              className={classes.screen}
              aria-label={t('funnel.enterOf', { channel: channelName(channel) })}
            >
              {t('funnel.enter')}
            </Link>
          </>
        )}
      </span>
    </li>
  )
}
