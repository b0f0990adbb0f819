import { Card, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type ImportPreview, previewQuery } from '../../queries/import.ts'
import { ColumnList } from './column-list.tsx'
import { Defaults, type DefaultValues } from './defaults.tsx'
import { Outcomes } from './outcomes.tsx'
import { Recognised } from './recognised.tsx'
import { RunButtons } from './run-buttons.tsx'
import { useImport } from './use-import.ts'

/** What follows once a file is chosen. */
export function ImportSteps({ file }: { readonly file: File }) {
  const { data, error, isPending } = useQuery(previewQuery(file))
  if (error) return <ProblemNotice error={error} />
  if (isPending) return <Skeleton height={240} radius="lg" />
  return <Understood file={file} preview={data} />
}

function Understood({ file, preview }: { readonly file: File; readonly preview: ImportPreview }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { id: shopId } = useShop()
  const [columns, setColumns] = useState(preview.columns)
  const [defaults, setDefaults] = useState<DefaultValues>({ campaign: '', channel: null, keepDomain: false })
  const run = useImport()
  const isForeign = preview.layout?.isForeign ?? false
  const hasDestination = columns.some(({ field }) => field === 'destination')
  const start = (dryRun: boolean) => run.start({ shopId, file, columns, fields: preview.fields, ...defaults, dryRun })
  const tried = run.done?.summary.dryRun ? run.done.summary : undefined
  const created = tried?.created ?? 0
  return (
    <>
      <Card padding="md">
        <Stack gap="md">
          <Recognised
            missing={hasDestination ? undefined : t('import.needsDestination')}
            name={isForeign ? preview.layout?.name : undefined}
            check={t('import.checkColumns')}
          />
          <ColumnList
            preview={preview}
            columns={columns}
            onChange={run.change(setColumns)}
            nameOf={(field) => t(`import.field.${field}`)}
            isBusy={run.isBusy}
          />
          <Defaults
            values={defaults}
            onChange={run.change(setDefaults)}
            isForeign={isForeign}
            hasShortUrl={columns.some(({ field }) => field === 'shortUrl' || field === 'customUrl')}
          />
          <RunButtons
            run={run}
            isReady={hasDestination}
            isTried={tried !== undefined}
            tryLabel={t('import.try')}
            startLabel={created > 0 ? t('import.start', { links: format.count(created), count: created }) : undefined}
            goingLabel={t(run.isDryRun ? 'import.going.trying' : 'import.going.importing', {
              share: format.percent(run.share, 0),
            })}
            onStart={start}
          />
        </Stack>
      </Card>
      {run.error !== null && <ProblemNotice error={run.error} />}
      {run.done && <Outcomes imported={run.done} />}
    </>
  )
}
