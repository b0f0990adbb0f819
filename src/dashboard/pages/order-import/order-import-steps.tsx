import { Alert, Button, Card, Group, Progress, Skeleton, Stack, Text } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type OrderImportPreview, orderPreviewQuery } from '../../queries/order-import.ts'
import { ColumnList } from '../import/column-list.tsx'
import { OrderOutcomes } from './order-outcomes.tsx'
import { Readings, type ReadingValues } from './readings.tsx'
import { useOrderImport } from './use-order-import.ts'

/** What follows once a file is chosen. */
export function OrderImportSteps({ file }: { readonly file: File }) {
  const { data, error, isPending } = useQuery(orderPreviewQuery(file))
  if (error) return <ProblemNotice error={error} />
  if (isPending) return <Skeleton height={240} radius="lg" />
  return <Understood file={file} preview={data} />
}

function Understood({ file, preview }: { readonly file: File; readonly preview: OrderImportPreview }) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const [columns, setColumns] = useState(preview.columns)
  const [readings, setReadings] = useState<ReadingValues>({ decimals: 'auto', dates: 'auto', statuses: [] })
  const run = useOrderImport()
  const start = (dryRun: boolean) =>
    run.start({ shopId, file, from: preview.layout.id, columns, fields: preview.fields, ...readings, dryRun })
  const change = <Value,>(set: (value: Value) => void) => {
    return (value: Value) => {
      run.forget()
      set(value)
    }
  }
  const has = (field: string) => columns.some((column) => column.field === field)
  const isReady = (has('orderId') || has('orderName')) && has('value') && has('occurredAt')
  const tried = run.done?.summary.dryRun ? run.done.summary : undefined
  const news = tried ? tried.stored + tried.merged : 0
  return (
    <>
      <Card padding="md">
        <Stack gap="md">
          <Recognised preview={preview} isReady={isReady} />
          <ColumnList
            preview={preview}
            columns={columns}
            onChange={change(setColumns)}
            nameOf={(field) => t(`orderImport.field.${field}`)}
            isBusy={run.isBusy}
          />
          <Readings values={readings} onChange={change(setReadings)} />
          <Group gap="sm">
            <Button
              variant={tried ? 'default' : 'filled'}
              disabled={!isReady || run.isBusy}
              onClick={() => start(true)}
            >
              {t('orderImport.compare')}
            </Button>
            {news > 0 && (
              <Button disabled={run.isBusy} onClick={() => start(false)}>
                {t('orderImport.start', { count: news })}
              </Button>
            )}
            {run.isBusy && (
              <Button variant="default" onClick={run.stop}>
                {t('import.stop')}
              </Button>
            )}
          </Group>
          {run.isBusy && <Going dryRun={run.isDryRun} share={run.share} />}
        </Stack>
      </Card>
      {run.error !== null && <ProblemNotice error={run.error} />}
      {run.done && <OrderOutcomes imported={run.done} />}
    </>
  )
}

function Recognised({ preview, isReady }: { readonly preview: OrderImportPreview; readonly isReady: boolean }) {
  const { t } = useTranslation()
  if (!isReady)
    return (
      <Alert color="orange" icon={<IconInfoCircle size={20} />}>
        {t('orderImport.needsColumns')}
      </Alert>
    )
  const { id, name } = preview.layout
  return (
    <Text>
      {id === 'csv' ? t('import.understood') : t('import.recognised', { name })}{' '}
      <Text span c="dimmed">
        {t('orderImport.checkColumns')}
      </Text>
    </Text>
  )
}

/** Unknown until the whole file has arrived. */
function Going({ dryRun, share }: { readonly dryRun: boolean; readonly share: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const label = t(dryRun ? 'orderImport.comparing' : 'orderImport.importing', { share: format.percent(share, 0) })
  return (
    <div aria-live="polite">
      <Text size="sm" mb={4}>
        {share === 0 ? t('import.going.sending') : label}
      </Text>
      <Progress value={share === 0 ? 100 : share * 100} animated={share === 0} aria-label={label} />
    </div>
  )
}
