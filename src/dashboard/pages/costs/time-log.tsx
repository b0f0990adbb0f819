import { Button, Card, Group, Select, Table, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Channel, channels } from '../../../links/channel.ts'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import { channelName } from '../../parts/channel-name.ts'
import { useFormat } from '../../parts/format.ts'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { workQuery } from '../../queries/costs.ts'
import classes from '../platform-numbers/number-grid.module.css'
import { type Week, weeksUntil } from '../platform-numbers/weeks.ts'
import { readHours } from './hours.ts'
import { channelsOf, keepHours, loggedIn, logKey } from './logged-hours.ts'
import { useCostsChanged } from './use-costs-changed.ts'

const shownWeeks = 4

/** Hours by channel and week: two on Instagram, one on Facebook. */
export function TimeLog() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  // This week first: on a phone the others are scrolled to.
  const weeks = weeksUntil(useShopDay()(0), shownWeeks).toReversed()
  const work = useQuery(workQuery(shopId, weeks.at(-1)?.from ?? '', weeks[0]?.last ?? ''))
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map())
  const [added, setAdded] = useState<readonly Channel[]>([])
  const changed = useCostsChanged(shopId)
  const costs = work.data?.items ?? []
  const rows = channelsOf(costs, added)
  const cells = rows.flatMap((channel) =>
    weeks.flatMap((week) => {
      const text = typed.get(logKey(channel, week))
      return text === undefined ? [] : [{ channel, week, hours: readHours(text) }]
    }),
  )
  const isWrong = cells.some(({ hours }) => hours === undefined)
  const saving = useMutation({
    mutationFn: () => keepHours(shopId, costs, cells),
    onSuccess: async () => {
      await changed()
      setTyped(new Map())
      notify(t('costs.log.saved'), t)
    },
  })
  const type = (channel: Channel, week: Week, text: string) => setTyped(new Map(typed).set(logKey(channel, week), text))
  return (
    <Card component="section" padding={0}>
      <Group justify="space-between" align="flex-end" p="lg" pb="sm">
        <div>
          <Title order={2}>{t('costs.log.title')}</Title>
          <Text size="sm" c="dimmed" mt={4} maw={560}>
            {t('costs.log.lead')}
          </Text>
        </div>
        <Select
          size="sm"
          w={200}
          aria-label={t('costs.log.add')}
          placeholder={t('costs.log.add')}
          searchable
          data={channels.filter(({ id }) => !rows.includes(id)).map(({ id, name }) => ({ value: id, label: name }))}
          value={null}
          onChange={(id) => {
            const channel = channels.find((one) => one.id === id)?.id
            if (channel) setAdded([...added, channel])
          }}
        />
      </Group>
      {(work.error ?? saving.error) && <ProblemNotice error={work.error ?? saving.error} />}
      <Table.ScrollContainer minWidth={0}>
        <Table className={classes['grid'] ?? ''} verticalSpacing="xs">
          <WeekNames weeks={weeks} />
          <Table.Tbody>
            {rows.map((channel) => (
              <Table.Tr key={channel}>
                <Table.Th scope="row" className={classes['name'] ?? ''}>
                  <Group gap={6} wrap="nowrap">
                    <ChannelIcon channel={channel} size={16} />
                    <Text size="sm" fw={600}>
                      {channelName(channel)}
                    </Text>
                  </Group>
                </Table.Th>
                {weeks.map((week) => (
                  <HoursCell
                    key={week.from}
                    {...{ channel, week }}
                    logged={loggedIn(costs, channel, week)}
                    text={typed.get(logKey(channel, week))}
                    onType={(text) => type(channel, week, text)}
                  />
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group justify="flex-end" p="lg" pt="sm">
        <Button
          disabled={cells.length === 0 || isWrong || work.isPending}
          loading={saving.isPending}
          onClick={() => saving.mutate()}
        >
          {t('costs.log.save')}
        </Button>
      </Group>
    </Card>
  )
}

function WeekNames({ weeks }: { readonly weeks: readonly Week[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th className={classes['name'] ?? ''}>{t('costs.place.channel')}</Table.Th>
        {weeks.map(({ from, isRunning }) => (
          <Table.Th key={from} ta="end">
            {isRunning ? t('costs.log.thisWeek') : t('costs.log.week', { day: format.shortDay(from) })}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  )
}

type CellProps = {
  readonly channel: Channel
  readonly week: Week
  readonly logged: ReturnType<typeof loggedIn>
  readonly text: string | undefined
  readonly onType: (text: string) => void
}

function HoursCell({ channel, week, logged, text, onType }: CellProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const known = logged.own?.hours ?? null
  return (
    <Table.Td className={classes['cell'] ?? ''}>
      <TextInput
        size="sm"
        inputMode="decimal"
        aria-label={t('costs.log.cell', { channel: channelName(channel), day: format.shortDay(week.from) })}
        value={text ?? (known === null ? '' : String(Math.round(known * 100) / 100))}
        error={text !== undefined && readHours(text) === undefined && t('costs.missing.hours')}
        onChange={(event) => onType(event.currentTarget.value)}
      />
      {logged.other > 0 && (
        <Text size="xs" c="dimmed" ta="end" mt={2}>
          {t('costs.log.other', { hours: format.hours(logged.other) })}
        </Text>
      )}
    </Table.Td>
  )
}
