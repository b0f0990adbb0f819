import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconDownload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import {
  type OrderImportSummary,
  type OrderOutcome,
  orderOutcomeColumns,
  orderOutcomeRow,
  tellOrderError,
} from '../../../conversions/import/outcome.ts'
import { csvRow } from '../../../http/lines.ts'
import { AnswerCard } from '../../parts/answer-card.tsx'
import { csvFileOf } from '../../parts/csv.ts'
import { useFormat } from '../../parts/format.ts'
import { saveFile } from '../../parts/save-file.ts'
import type { OrdersImported } from '../../queries/order-import.ts'

/** The first of each list; the rest stands in the file. */
const mostShown = 100

/** What the file and what we have come to, beside each other. */
export function OrderOutcomes({ imported: { outcomes, summary } }: { readonly imported: OrdersImported }) {
  const { t } = useTranslation()
  const tell = useTell()
  const skipped = outcomes.filter(({ outcome, difference }) => outcome === 'skipped' && difference === null)
  const isUnseen = ({ outcome, isTest }: OrderOutcome) => outcome === 'stored' && !isTest
  return (
    <AnswerCard answer={outcomes}>
      <Stack gap="lg">
        <Summary summary={summary} outcomes={outcomes} />
        <OrderList
          title={t('orderImport.list.refused', { count: summary.refused })}
          orders={outcomes.filter(({ outcome }) => outcome === 'refused')}
          tellOf={({ errors }) => errors.map((error) => tellOrderError(error, 'page')).join(' ')}
        />
        <OrderList
          title={t('orderImport.list.differing', { count: summary.differing })}
          orders={outcomes.filter(({ difference }) => difference !== null)}
          tellOf={({ ours, inFile, difference, isChanged }) => {
            if (difference === 'unpaid') return t('orderImport.list.unpaidThere', { ours: tell(ours) })
            const becomes = summary.dryRun ? 'willChange' : 'changed'
            return t(`orderImport.list.${isChanged ? becomes : 'stays'}`, { ours: tell(ours), inFile: tell(inFile) })
          }}
        />
        <OrderList
          title={t('orderImport.list.lacking', { count: summary.lacking.orders })}
          orders={outcomes.filter(({ outcome }) => outcome === 'lacking')}
          tellOf={({ ours }) => tell(ours)}
        />
        <OrderList
          title={t('orderImport.list.unseen', { count: summary.unseen.orders })}
          orders={outcomes.filter(isUnseen)}
          tellOf={({ inFile }) => tell(inFile)}
        />
        <OrderList
          title={t('orderImport.list.skipped', { count: skipped.length })}
          orders={skipped}
          tellOf={({ why }) => (why === null ? '' : t(`orderImport.why.${why}`))}
        />
      </Stack>
    </AnswerCard>
  )
}

function Summary({
  summary,
  outcomes,
}: {
  readonly summary: OrderImportSummary
  readonly outcomes: readonly OrderOutcome[]
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const tell = useTell()
  const { dryRun, orders, refused, unseen, lacking, differing, changed, duplicate, merged, period } = summary
  const tellSum = (which: 'unseen' | 'lacking', { orders: count, amounts }: OrderImportSummary['unseen']) =>
    count === 0
      ? t(`orderImport.summary.${which}None`)
      : t(`orderImport.summary.${which}`, { count, amount: amounts.map(tell).join(' + ') || '–' })
  const days = period ? `${format.day(period.from.slice(0, 10))} – ${format.day(period.to.slice(0, 10))}` : '–'
  return (
    <Alert
      color={refused > 0 ? 'orange' : 'trail'}
      icon={refused > 0 ? <IconAlertTriangle size={20} /> : <IconCircleCheck size={20} />}
      role="status"
    >
      <Stack gap={4}>
        <Text size="sm" fw={600}>
          {t(dryRun ? 'orderImport.summary.compared' : 'orderImport.summary.done', { count: orders, days })}
        </Text>
        <Text size="sm">{tellSum('unseen', unseen)}</Text>
        <Text size="sm">
          {t('orderImport.summary.known', { count: duplicate + merged, differing: format.count(differing) })}
        </Text>
        {changed > 0 && (
          <Text size="sm" fw={600}>
            {t(`orderImport.summary.${dryRun ? 'wouldChange' : 'changed'}`, { count: changed })}
          </Text>
        )}
        {differing > changed && <Text size="sm">{t('orderImport.summary.stays', { count: differing - changed })}</Text>}
        <Text size="sm">{tellSum('lacking', lacking)}</Text>
        {refused > 0 && <Text size="sm">{t('orderImport.summary.refused', { count: refused })}</Text>}
        <Text size="sm">{t(dryRun ? 'import.summary.nothingStored' : 'import.summary.again')}</Text>
        <Group gap="xs" mt="xs">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={16} />}
            onClick={() => saveOutcomes(outcomes)}
          >
            {t('import.summary.download')}
          </Button>
          {!dryRun && (
            <Button size="xs" component={Link} to="/orders">
              {t('orderImport.summary.see')}
            </Button>
          )}
        </Group>
      </Stack>
    </Alert>
  )
}

type ListProps = {
  readonly title: string
  readonly orders: readonly OrderOutcome[]
  readonly tellOf: (order: OrderOutcome) => string
}

function OrderList({ title, orders, tellOf }: ListProps) {
  const { t } = useTranslation()
  if (orders.length === 0) return null
  return (
    <section>
      <Title order={3} size="h5" mb="xs">
        {title}
      </Title>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {orders.slice(0, mostShown).map((one) => (
          <Group
            key={`${one.line} ${one.orderId}`}
            component="li"
            gap="sm"
            py={6}
            align="flex-start"
            style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}
          >
            <Text size="sm" fw={600} className="break" w={176}>
              {one.orderId ?? t('import.outcomes.line', { line: one.line })}
            </Text>
            <Text size="sm" className="break" style={{ flex: '1 1 14rem', minWidth: 0 }}>
              {tellOf(one)}
            </Text>
            {one.line !== null && one.orderId !== null && (
              <Text size="xs" c="dimmed">
                {t('import.outcomes.line', { line: one.line })}
              </Text>
            )}
          </Group>
        ))}
      </ul>
      {orders.length > mostShown && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('orderImport.list.more', { count: orders.length - mostShown })}
        </Text>
      )}
    </section>
  )
}

function useTell() {
  const format = useFormat()
  return (money: { readonly value: string; readonly currency: string } | null) =>
    money ? format.money(money.value, money.currency) : '–'
}

function saveOutcomes(outcomes: readonly OrderOutcome[]): void {
  saveFile(
    csvFileOf([csvRow(orderOutcomeColumns), ...outcomes.map((one) => orderOutcomeRow(one, 'page'))]),
    'order-outcomes.csv',
  )
}
