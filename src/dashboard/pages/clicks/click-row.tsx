import { Button, Group, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import { readersLanguage } from '../../parts/format.ts'
import { notify } from '../../parts/notify.ts'
import { problemText } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { type Click, markClick } from '../../queries/clicks.ts'
import { ClassBadge } from './class-badge.tsx'
import classes from './click-list.module.css'
import { platformName, programName, systemName } from './names.ts'

/** One click: when, on which post, what it was taken for and why, and what is known of who did it. */
export function ClickRow({ click }: { readonly click: Click }) {
  const { t, i18n } = useTranslation()
  return (
    <div className={classes.row} data-click={click.seq} data-class={click.class}>
      <Text size="sm" c="dimmed" className={`${classes.when} numbers`}>
        <When at={click.at} />
      </Text>
      <div className={classes.post}>
        <Group gap={8} wrap="nowrap">
          <span className={classes.icon}>
            <ChannelIcon channel={click.channel} size={18} />
          </span>
          <Text size="sm" fw={500} lineClamp={1} className="break">
            {click.title}
          </Text>
        </Group>
        <Text size="xs" c="dimmed" className="break">
          /{click.slug}
        </Text>
      </div>
      <div className={classes.verdict}>
        <ClassBadge class={click.class} />
        <Text size="xs" c="dimmed" mt={3}>
          {t(`clicks.reason.${click.reason}`)}
        </Text>
      </div>
      <div className={classes.who}>
        <Text size="sm">{sayDevice(click, t)}</Text>
        <Text size="xs" c="dimmed" className="break">
          {sayOrigin(click, t, i18n.language)}
        </Text>
      </div>
      <div className={classes.mark}>
        <Mark click={click} />
      </div>
    </div>
  )
}

/** To the second: whoever taps a link to try it out looks for that one. The day stands beside it unless it is today. */
function When({ at }: Pick<Click, 'at'>) {
  const { timeZone } = useShop()
  const today = useShopDay()(0)
  const shown = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(readersLanguage, { ...options, timeZone }).format(new Date(at))
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date(at))
  return (
    <time dateTime={at}>
      {shown({ timeStyle: 'medium' })}
      {day !== today && <span>{shown({ day: 'numeric', month: 'short' })}</span>}
    </time>
  )
}

function sayDevice(click: Click, t: TFunction): string {
  const device = click.device === 'unknown' || click.device === 'bot' ? '' : t(`clicks.device.${click.device}`)
  const program = programName(click) || (click.app === 'webview' ? t('clicks.someApp') : '')
  const known = [device, program, systemName(click.os)].filter((one) => one !== '')
  return known.length > 0 ? known.join(' · ') : t('clicks.unknownDevice')
}

function sayOrigin({ country, platform, referrer }: Click, t: TFunction, language: string): string {
  const place = country === null ? '' : (new Intl.DisplayNames(language, { type: 'region' }).of(country) ?? country)
  const known = [place, sayFrom(platform === null ? '' : platformName(platform), referrer, t)]
  return known.filter((one) => one !== '').join(' · ')
}

/** A platform without a referrer was told by its app. */
function sayFrom(platform: string, referrer: string | null, t: TFunction): string {
  if (referrer !== null) return t('clicks.from', { from: platform === '' ? referrer : `${platform} (${referrer})` })
  return platform === '' ? t('clicks.noReferrer') : t('clicks.from', { from: t('clicks.inApp', { app: platform }) })
}

function Mark({ click }: { readonly click: Click }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { id } = useShop()
  const isOurs = click.class === 'internal'
  const marking = useMutation({
    mutationFn: () => markClick(queries, id, click, !isOurs),
    onError: (error) => notify(problemText(error, t), t, 'fail'),
  })
  return (
    <Button
      size="compact-sm"
      fw={500}
      variant={isOurs ? 'light' : 'default'}
      loading={marking.isPending}
      onClick={() => marking.mutate()}
    >
      {isOurs ? t('clicks.notUs') : t('clicks.us')}
    </Button>
  )
}
