import { Anchor, Badge, Box, Button, Card, Center, Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core'
import { IconReceipt } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { type ReactNode, useState } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import type { Level } from '../../../platforms/catalog.ts'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import { DownloadMenu } from '../../parts/download-menu.tsx'
import { Empty } from '../../parts/empty.tsx'
import { eventName } from '../../parts/event-name.ts'
import { useFormat } from '../../parts/format.ts'
import { LevelBadge } from '../../parts/level-badge.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { postOfLinkQuery } from '../../queries/links.ts'
import { type Conversion, conversionsQuery } from '../../queries/orders.ts'
import { noteOf } from './credit-note.ts'
import { CustomerBadge } from './customer-badge.tsx'
import { DisagreeingFilter } from './disagreeing-filter.tsx'
import { Disagreements } from './disagreements.tsx'
import { Journey } from './journey.tsx'
import classes from './conversion-list.module.css'

export function ConversionList() {
  const { t } = useTranslation()
  const [event, setEvent] = useState<ShownEvent>('purchase')
  const [isDisagreeing, setIsDisagreeing] = useState(false)
  const { id } = useShop()
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    conversionsQuery(id, event, isDisagreeing),
  )
  const items = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Stack>
      <Group gap="sm">
        <EventChoice value={event} onChange={setEvent} />
        <DisagreeingFilter checked={isDisagreeing} onChange={setIsDisagreeing} />
        <Box ml="auto">
          <DownloadMenu name="conversions" query={{ shopId: id }} holds={t('download.conversions')} />
        </Box>
      </Group>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={260} radius="lg" />}
      {data && (
        <Card padding={0}>
          {items.length === 0 && (
            <Empty
              icon={<IconReceipt size={24} />}
              title={event === 'purchase' ? t('orders.empty.title') : t('orders.empty.none')}
              next={t('orders.empty.next')}
            >
              <Button component={Link} to="/install">
                {t('orders.empty.install')}
              </Button>
            </Empty>
          )}
          {items.map((conversion) => (
            <ConversionRow key={conversion.id} conversion={conversion} />
          ))}
        </Card>
      )}
      {hasNextPage && (
        <Center>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('orders.more')}
          </Button>
        </Center>
      )}
    </Stack>
  )
}

/** Baskets and checkouts come by the dozen for each order, so that orders stand alone at first. */
const shownEvents = ['purchase', 'refund', 'lead', 'all'] as const
type ShownEvent = (typeof shownEvents)[number]

type ChoiceProps = { readonly value: ShownEvent; readonly onChange: (event: ShownEvent) => void }

function EventChoice({ value, onChange }: ChoiceProps) {
  const { t } = useTranslation()
  return (
    <SegmentedControl
      w="fit-content"
      maw="100%"
      aria-label={t('orders.show.label')}
      value={value}
      onChange={(chosen) => onChange(shownEvents.find((one) => one === chosen) ?? 'all')}
      data={shownEvents.map((one) => ({ value: one, label: t(`orders.show.${one}`) }))}
    />
  )
}

function ConversionRow({ conversion }: { readonly conversion: Conversion }) {
  const { t } = useTranslation()
  const { timeZone } = useShop()
  const format = useFormat(timeZone)
  const { event, orderId, value, currency, occurredAt, test, sources } = conversion
  const isRefund = event === 'refund'
  const level = levels[event]
  return (
    <div className={classes.row} data-conversion={conversion.id}>
      <div>
        <Group gap={8}>
          <Text fw={600} className="break">
            {titleOf(conversion, t)}
          </Text>
          {orderId !== null && event !== 'purchase' && (
            <Badge size="sm" variant="light" color={isRefund ? 'orange' : 'gray'}>
              {eventName(event, t)}
            </Badge>
          )}
          {test && (
            <Badge size="sm" variant="default">
              {t('orders.test')}
            </Badge>
          )}
          {conversion.sharedClick && (
            <Badge
              size="sm"
              variant="light"
              color="gray"
              title={conversion.clickNote === null ? t('orders.sharedFirst') : ''}
            >
              {t('orders.shared')}
            </Badge>
          )}
        </Group>
        <Group gap="4px 12px">
          <Text size="sm" c="dimmed">
            {format.time(occurredAt)}
          </Text>
          {level && <LevelBadge level={level} />}
          <CustomerBadge kind={conversion.customerKind} />
        </Group>
      </div>
      <div className={classes.credit}>
        <Credit conversion={conversion} />
        <Text size="xs" c="dimmed">
          {t('orders.toldBy', { sources: sources.map(({ source }) => t(`orders.source.${source}`)).join(', ') })}
        </Text>
        <Journey conversion={conversion} />
        <Disagreements conversion={conversion} />
      </div>
      <div className={`${classes.value} numbers`}>
        <Text fw={600}>
          {value === null || currency === null ? '–' : `${isRefund ? '−' : ''}${format.money(value, currency)}`}
        </Text>
        <Converted conversion={conversion} />
      </div>
    </div>
  )
}

/** What it counts as in the shop's currency, by which rate; nothing for what was told in it. */
function Converted({ conversion }: { readonly conversion: Conversion }) {
  const { t } = useTranslation()
  const shop = useShop()
  const format = useFormat()
  const { currency, converted } = conversion
  if (currency === null || currency === shop.currency) return null
  if (!converted)
    return (
      <Anchor component={Link} to="/settings/currencies" size="xs" underline="always">
        {t('orders.noRate')}
      </Anchor>
    )
  const { value, rate, rateDay } = converted
  const title = t('orders.rateTitle', { from: currency, to: converted.currency, rate: format.rate(rate) })
  return (
    <Text size="xs" c="dimmed" title={title}>
      {t('orders.convertedAt', { amount: format.money(value, converted.currency), day: format.day(rateDay) })}
    </Text>
  )
}

function titleOf({ orderId, event }: Conversion, t: TFunction): string {
  if (orderId === null) return eventName(event, t)
  // The ids of orders by hand, which nobody knows them by.
  const number = /^hand_[\w-]+-(\d+)$/.exec(orderId)?.[1]
  if (number === undefined) return orderId
  return number === '1' ? t('orders.byHand') : t('orders.byHandNumber', { number })
}

/** How near the sale an event is; a refund takes back, and a shop's own events have no level. */
const levels: Readonly<Record<string, Level>> = { purchase: 5, lead: 4, add_to_cart: 4, begin_checkout: 4 }

/** The post that is credited, or why none is. */
function Credit({ conversion }: { readonly conversion: Conversion }) {
  const { t } = useTranslation()
  const { attributedTo, event } = conversion
  if (attributedTo?.linkId) return <CreditedPost linkId={attributedTo.linkId} slug={attributedTo.slug ?? ''} />
  return (
    <Text size="sm" c="dimmed">
      {event === 'refund' ? (
        t('orders.note.refund')
      ) : (
        <Trans i18nKey={`orders.note.${noteOf(conversion)}`} components={{ why: <WhyNoClick /> }} />
      )}
    </Text>
  )
}

/** Leads to what most often is missing then: the call in the consent banner. */
function WhyNoClick({ children }: { readonly children?: ReactNode }) {
  const { tracking } = useShop()
  return (
    <Anchor
      component={Link}
      to="/install"
      {...(tracking === 'consent' ? { hash: 'consent' } : {})}
      inherit
      underline="always"
    >
      {children}
    </Anchor>
  )
}

function CreditedPost({ linkId, slug }: { readonly linkId: string; readonly slug: string }) {
  const { data: post } = useQuery(postOfLinkQuery(linkId))
  return (
    <Group gap={8} wrap="nowrap">
      {post && <ChannelIcon channel={post.channel} size={18} />}
      <Text size="sm" fw={500} lineClamp={1} className="break">
        {post?.title ?? `/${slug}`}
      </Text>
    </Group>
  )
}
