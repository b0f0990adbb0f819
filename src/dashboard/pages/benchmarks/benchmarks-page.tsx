import { Anchor, Button, Card, Group, Modal, Skeleton, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BackToGoals } from '../../parts/back-link.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type Benchmark, benchmarksQuery } from '../../queries/benchmarks.ts'
import { BenchmarkForm } from './benchmark-form.tsx'
import { BenchmarkTable } from './benchmark-table.tsx'

/** Your own numbers, those of last year, and what others report: in that order, and without a verdict. */
export function BenchmarksPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const { data, error, refetch } = useQuery(benchmarksQuery(shopId))
  const [edited, edit] = useState<Benchmark | 'new' | null>(null)
  const [isAll, showAll] = useState(false)
  const hidden = data?.items.filter(({ isHidden }) => isHidden).length ?? 0
  const add = (
    <Button leftSection={<IconPlus size={18} />} variant="default" disabled={!data} onClick={() => edit('new')}>
      {t('benchmarks.add')}
    </Button>
  )
  return (
    <Page title={t('benchmarks.title')} lead={t('benchmarks.lead')} back={<BackToGoals />} actions={add}>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={320} radius="lg" />}
      {data && (
        <Card component="section">
          <Stack gap="md">
            <BenchmarkTable benchmarks={data} isAll={isAll} onEdit={edit} />
            {hidden > 0 && (
              <Button variant="subtle" size="xs" w="fit-content" onClick={() => showAll(!isAll)}>
                {isAll ? t('benchmarks.hideHidden') : t('benchmarks.showHidden', { count: hidden })}
              </Button>
            )}
          </Stack>
        </Card>
      )}
      <Group gap="lg">
        <Text size="sm" c="dimmed" maw={640}>
          {t('benchmarks.noLine')}{' '}
          <Anchor component={Link} to="/plan" inherit underline="always">
            {t('benchmarks.toPlan')}
          </Anchor>
        </Text>
      </Group>
      <Modal
        opened={edited !== null}
        onClose={() => edit(null)}
        title={edited === 'new' ? t('benchmarks.add') : t('benchmarks.edit')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {edited && <BenchmarkForm benchmark={edited === 'new' ? null : edited} onDone={() => edit(null)} />}
      </Modal>
    </Page>
  )
}
