import { Button, Card, Group, Skeleton, Stack, Switch, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { importPlatformFile, type ValuePreview, valuePreviewQuery } from '../../queries/platform-numbers.ts'
import { type Answers, answersOf, isAnswered, orderOf } from './answers.ts'
import { FileQuestions } from './file-questions.tsx'
import { PlatformColumns } from './platform-columns.tsx'
import { PlatformOutcome } from './platform-outcome.tsx'

/** How the file is understood, what it leaves open, and what comes of it. */
export function PlatformSteps({ file }: { readonly file: File }) {
  const { id: shopId } = useShop()
  const preview = useQuery(valuePreviewQuery(shopId, file))
  if (preview.error) return <ProblemNotice error={preview.error} />
  if (!preview.data) return <Skeleton height={240} radius="lg" />
  return <Understood file={file} preview={preview.data} />
}

function Understood({ file, preview }: { readonly file: File; readonly preview: ValuePreview }) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const today = useShopDay()(0)
  const queries = useQueryClient()
  const [answers, setAnswers] = useState<Answers>(() => answersOf(preview, today))
  const [isShowing, setShowing] = useState(preview.layout === null && !preview.isRemembered)
  const running = useMutation({
    mutationFn: (dryRun: boolean) => importPlatformFile(orderOf({ shopId, file, preview, answers, dryRun })),
    onSettled: (_, __, dryRun) =>
      dryRun
        ? undefined
        : Promise.all(
            ['values', 'platform-posts'].map((key) => queries.invalidateQueries({ queryKey: [key, shopId] })),
          ),
  })
  const change = (next: Partial<Answers>) => {
    running.reset()
    setAnswers({ ...answers, ...next })
  }
  const tried = running.data
  const isTrying = running.isPending && running.variables
  const isImporting = running.isPending && !running.variables
  return (
    <>
      <Card padding="md">
        <Stack gap="md">
          <div>
            <Title order={2} size="h3">
              {sayLayout(preview, t)}
            </Title>
            <Text size="sm" c="dimmed">
              {t('platformImport.rows', { count: preview.rowCount })}
            </Text>
          </div>
          <FileQuestions preview={preview} answers={answers} today={today} onChange={change} />
          <Switch
            checked={isShowing}
            onChange={(event) => setShowing(event.currentTarget.checked)}
            label={t('platformImport.showColumns')}
          />
          {isShowing && (
            <PlatformColumns
              preview={preview}
              holds={answers.holds}
              onChange={(holds) => change({ holds, isMapped: true })}
            />
          )}
          <Group gap="sm">
            <Button
              variant={tried ? 'default' : 'filled'}
              loading={isTrying}
              disabled={!isAnswered(preview, answers)}
              onClick={() => running.mutate(true)}
            >
              {t('platformImport.try')}
            </Button>
            {(tried?.dryRun || isImporting) && (
              <Button loading={isImporting} onClick={() => running.mutate(false)}>
                {t('platformImport.import', { count: (tried?.readings.stored ?? 0) + (tried?.readings.replaced ?? 0) })}
              </Button>
            )}
          </Group>
        </Stack>
      </Card>
      {running.error && <ProblemNotice error={running.error} />}
      {tried && <PlatformOutcome outcome={tried} />}
    </>
  )
}

function sayLayout({ layout, isRemembered }: ValuePreview, t: TFunction): string {
  if (isRemembered) return t('platformImport.remembered')
  return layout ? t('platformImport.known', { name: layout.name }) : t('platformImport.unknown')
}
