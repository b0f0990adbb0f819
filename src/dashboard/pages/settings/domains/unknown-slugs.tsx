import { ActionIcon, Box, Button, Card, Group, SegmentedControl, Skeleton, Text, Title } from '@mantine/core'
import { IconTrash, IconZoomQuestion } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../../parts/empty.tsx'
import { useFormat } from '../../../parts/format.ts'
import { notify } from '../../../parts/notify.ts'
import { ProblemNotice } from '../../../parts/problem-notice.tsx'
import { useShop } from '../../../parts/shop.tsx'
import { forgetUnknown, type UnknownSlug, unknownQuery } from '../../../queries/domains.ts'
import { MakeLink } from './make-link.tsx'
import classes from './unknown-slugs.module.css'

/** What people asked for and isn't there, with a way to make it. */
export function UnknownSlugs() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const [sort, setSort] = useState<'newest' | 'asked'>('newest')
  const [wanted, setWanted] = useState<UnknownSlug>()
  const { data, error, isPending, refetch } = useQuery(unknownQuery(shopId, sort))
  const forgetting = useMutation({
    mutationFn: (one: UnknownSlug | undefined) => forgetUnknown(shopId, one),
    onSuccess: async (_, one) => {
      await queries.invalidateQueries({ queryKey: ['unknown-slugs', shopId] })
      if (!one) notify(t('unknown.cleared'), t)
    },
  })
  const items = data?.items ?? []
  return (
    <Card padding={0} component="section">
      <Group justify="space-between" p="lg" gap="sm">
        <Box maw={560}>
          <Title order={2}>{t('unknown.title')}</Title>
          <Text size="sm" c="dimmed" mt={4}>
            {t('unknown.lead')}
          </Text>
        </Box>
        {items.length > 0 && (
          <SegmentedControl
            aria-label={t('unknown.order')}
            data={(['newest', 'asked'] as const).map((value) => ({ value, label: t(`unknown.${value}`) }))}
            value={sort}
            onChange={(value) => setSort(value === 'asked' ? 'asked' : 'newest')}
          />
        )}
      </Group>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {forgetting.error && <ProblemNotice error={forgetting.error} />}
      {isPending && <Skeleton height={160} />}
      {data && items.length === 0 && (
        <Empty icon={<IconZoomQuestion size={24} />} title={t('unknown.empty')} next={t('unknown.emptyNext')} />
      )}
      {items.map((one) => (
        <UnknownRow key={one.id} one={one} onMake={() => setWanted(one)} onForget={() => forgetting.mutate(one)} />
      ))}
      {items.length > 0 && (
        <Group justify="flex-end" p="md">
          <Button variant="default" loading={forgetting.isPending} onClick={() => forgetting.mutate(undefined)}>
            {t('unknown.clear')}
          </Button>
        </Group>
      )}
      {wanted && <MakeLink wanted={wanted} onClose={() => setWanted(undefined)} />}
    </Card>
  )
}

type RowProps = { readonly one: UnknownSlug; readonly onMake: () => void; readonly onForget: () => void }

function UnknownRow({ one, onMake, onForget }: RowProps) {
  const { t } = useTranslation()
  const format = useFormat(useShop().timeZone)
  return (
    <div className={classes['row']} data-unknown={one.slug}>
      <Box miw={0}>
        <Text fw={600} className="break">
          {one.shortUrl.replace(/^https?:\/\//, '')}
        </Text>
        <Text size="sm" c="dimmed" className="numbers">
          {t('unknown.times', { count: one.asked })}, {t('unknown.last', { time: format.time(one.lastAt) })}
        </Text>
      </Box>
      <Group gap="xs" wrap="nowrap">
        <Button size="xs" variant="light" aria-label={t('unknown.makeWhat', { slug: one.slug })} onClick={onMake}>
          {t('unknown.make')}
        </Button>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('unknown.forget', { slug: one.slug })}
          onClick={onForget}
        >
          <IconTrash size={18} />
        </ActionIcon>
      </Group>
    </div>
  )
}
