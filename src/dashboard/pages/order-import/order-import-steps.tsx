import { Card, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type OrderImportPreview, orderPreviewQuery } from '../../queries/order-import.ts'
import { ColumnList } from '../import/column-list.tsx'
import { Recognised } from '../import/recognised.tsx'
import { RunButtons } from '../import/run-buttons.tsx'
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
  const format = useFormat()
  const [columns, setColumns] = useState(preview.columns)
  const [readings, setReadings] = useState<ReadingValues>({ decimals: 'auto', dates: 'auto', statuses: [] })
  const run = useOrderImport()
  const start = (dryRun: boolean) =>
    run.start({ shopId, file, from: preview.layout.id, columns, fields: preview.fields, ...readings, dryRun })
  const has = (field: string) => columns.some((column) => column.field === field)
  const isReady = (has('orderId') || has('orderName')) && has('value') && has('occurredAt')
  const tried = run.done?.summary.dryRun ? run.done.summary : undefined
  const news = tried ? tried.stored + tried.merged : 0
  return (
    <>
      <Card padding="md">
        <Stack gap="md">
          <Recognised
            missing={isReady ? undefined : t('orderImport.needsColumns')}
            name={preview.layout.id === 'csv' ? undefined : preview.layout.name}
            check={t('orderImport.checkColumns')}
          />
          <ColumnList
            preview={preview}
            columns={columns}
            onChange={run.change(setColumns)}
            nameOf={(field) => t(`orderImport.field.${field}`)}
            isBusy={run.isBusy}
          />
          <Readings values={readings} onChange={run.change(setReadings)} />
          <RunButtons
            run={run}
            isReady={isReady}
            isTried={tried !== undefined}
            tryLabel={t('orderImport.compare')}
            startLabel={news > 0 ? t('orderImport.start', { count: news }) : undefined}
            goingLabel={t(run.isDryRun ? 'orderImport.comparing' : 'orderImport.importing', {
              share: format.percent(run.share, 0),
            })}
            onStart={start}
          />
        </Stack>
      </Card>
      {run.error !== null && <ProblemNotice error={run.error} />}
      {run.done && <OrderOutcomes imported={run.done} />}
    </>
  )
}
