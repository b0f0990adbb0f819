import { ActionIcon, Badge, Box, Button, Card, Center, Group, Skeleton, Text, Title } from '@mantine/core'
import { IconCoins, IconPencil, IconTrash } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import { channelName } from '../../parts/channel-name.ts'
import { Empty } from '../../parts/empty.tsx'
import { useFormat } from '../../parts/format.ts'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type Cost, costsQuery, removeCost } from '../../queries/costs.ts'
import classes from './costs.module.css'
import { useCostsChanged } from './use-costs-changed.ts'

type Props = { readonly onEdit: (cost: Cost) => void; readonly onAdd: () => void }

/** Everything that was written down or imported, the newest first. */
export function CostList({ onEdit, onAdd }: Props) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(costsQuery(shopId))
  const changed = useCostsChanged(shopId)
  const removing = useMutation({
    mutationFn: (cost: Cost) => removeCost(cost.id),
    onSuccess: async () => {
      notify(t('costs.removed'), t)
      await changed()
    },
  })
  const costs = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Card component="section" padding={0}>
      <Title order={2} p="lg" pb="sm">
        {t('costs.list')}
      </Title>
      {(error ?? removing.error) && <ProblemNotice error={error ?? removing.error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={160} m="lg" />}
      {data && costs.length === 0 && (
        <Empty icon={<IconCoins size={24} />} title={t('costs.empty.title')} next={t('costs.empty.next')}>
          <Button onClick={onAdd}>{t('costs.new')}</Button>
        </Empty>
      )}
      {costs.map((cost) => (
        <CostRow key={cost.id} cost={cost} onEdit={() => onEdit(cost)} onRemove={() => removing.mutate(cost)} />
      ))}
      {hasNextPage && (
        <Center p="md">
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('costs.more')}
          </Button>
        </Center>
      )}
    </Card>
  )
}

type RowProps = { readonly cost: Cost; readonly onEdit: () => void; readonly onRemove: () => void }

function CostRow({ cost, onEdit, onRemove }: RowProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { amount, currency, hours, from, to, note, importId, kind, channel } = cost
  const name = nameOf(cost) ?? t('costs.place.shop')
  const days = from === to ? format.day(from) : `${format.shortDay(from)} – ${format.day(to)}`
  return (
    <div className={classes['row']}>
      <Box>
        <Group gap={8} wrap="nowrap">
          {channel && <ChannelIcon channel={channel} size={18} />}
          <Text fw={600} className="break">
            {name}
          </Text>
        </Group>
        <Text size="sm" c="dimmed" className="break">
          {days}
          {note && ` · ${note}`}
        </Text>
      </Box>
      <Group gap={6}>
        <Badge variant="light" color="gray" size="sm">
          {t(`costs.kind.${kind}`)}
        </Badge>
        {importId && (
          <Badge variant="default" size="sm">
            {t('costs.imported')}
          </Badge>
        )}
      </Group>
      <Box ta="end" className="numbers">
        {amount !== null && currency !== null && <Text fw={600}>{format.money(amount, currency)}</Text>}
        {hours !== null && (
          <Text fw={amount === null ? 600 : 400}>{t('costs.hoursSpent', { hours: format.hours(hours) })}</Text>
        )}
      </Box>
      <Group gap={4} wrap="nowrap" justify="flex-end">
        {!importId && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={t('costs.editWhat', { name, days })}
            onClick={onEdit}
          >
            <IconPencil size={17} />
          </ActionIcon>
        )}
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('costs.removeWhat', { name, days })}
          onClick={onRemove}
        >
          <IconTrash size={17} />
        </ActionIcon>
      </Group>
    </div>
  )
}

function nameOf({ scope, label, channel }: Cost): string | null {
  return scope === 'channel' && channel ? channelName(channel) : label
}
