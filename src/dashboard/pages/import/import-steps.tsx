import { Alert, Button, Card, Group, Progress, Skeleton, Stack, Text } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
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
  const change = <Value,>(set: (value: Value) => void) => {
    return (value: Value) => {
      run.forget()
      set(value)
    }
  }
  return (
    <>
      <Card padding="md">
        <Stack gap="md">
          <Recognised preview={preview} hasDestination={hasDestination} />
          <ColumnList
            preview={preview}
            columns={columns}
            onChange={change(setColumns)}
            nameOf={(field) => t(`import.field.${field}`)}
            isBusy={run.isBusy}
          />
          <Defaults
            values={defaults}
            onChange={change(setDefaults)}
            isForeign={isForeign}
            hasShortUrl={columns.some(({ field }) => field === 'shortUrl' || field === 'customUrl')}
          />
          <Group gap="sm">
            <Button
              variant={run.done?.summary.dryRun ? 'default' : 'filled'}
              disabled={!hasDestination || run.isBusy}
              onClick={() => start(true)}
            >
              {t('import.try')}
            </Button>
            {run.done?.summary.dryRun && run.done.summary.created > 0 && (
              <Button disabled={run.isBusy} onClick={() => start(false)}>
                {t('import.start', { links: format.count(run.done.summary.created), count: run.done.summary.created })}
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
      {run.done && <Outcomes imported={run.done} />}
    </>
  )
}

function Recognised({
  preview,
  hasDestination,
}: {
  readonly preview: ImportPreview
  readonly hasDestination: boolean
}) {
  const { t } = useTranslation()
  if (!hasDestination)
    return (
      <Alert color="orange" icon={<IconInfoCircle size={20} />}>
        {t('import.needsDestination')}
      </Alert>
    )
  const { layout } = preview
  return (
    <Text>
      {layout?.isForeign ? t('import.recognised', { name: layout.name }) : t('import.understood')}{' '}
      <Text span c="dimmed">
        {t('import.checkColumns')}
      </Text>
    </Text>
  )
}

/** Unknown until the whole file has arrived. */
function Going({ dryRun, share }: { readonly dryRun: boolean; readonly share: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div aria-live="polite">
      <Text size="sm" mb={4}>
        {share === 0
          ? t('import.going.sending')
          : t(dryRun ? 'import.going.trying' : 'import.going.importing', { share: format.percent(share, 0) })}
      </Text>
      <Progress
        value={share === 0 ? 100 : share * 100}
        animated={share === 0}
        aria-label={t(dryRun ? 'import.try' : 'import.title')}
      />
    </div>
  )
}
