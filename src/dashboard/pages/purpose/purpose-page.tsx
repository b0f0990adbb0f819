import { Button, Card, Group, Skeleton, Stack } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { findPurposeWarnings } from '../../../goals/purpose-words.ts'
import { useFormat } from '../../parts/format.ts'
import { notify } from '../../parts/notify.ts'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { isSaidAtField } from '../../problem.ts'
import { type Purpose, purposeQuery, savePurpose } from '../../queries/purpose.ts'
import { ContentMix } from './content-mix.tsx'
import { Effort } from './effort.tsx'
import { answersOf, draftOf, purposeFields } from './purpose-draft.ts'
import { Questions } from './questions.tsx'
import { Ranked } from './ranked.tsx'
import { Statement } from './statement.tsx'

/** Why the shop is in social media, before any goal: questions, and a statement at the end. */
export function PurposePage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const { data, error, isPending, refetch } = useQuery(purposeQuery(shopId))
  const back = (
    <Button variant="subtle" renderRoot={(props) => <Link to="/goals" {...props} />}>
      {data?.updatedAt ? t('purpose.toGoals') : t('purpose.skip')}
    </Button>
  )
  return (
    <Page title={t('purpose.title')} lead={t('purpose.lead')} actions={back}>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={420} radius="lg" />}
      {data && <Form key={shopId} purpose={data} />}
    </Page>
  )
}

function Form({ purpose }: { readonly purpose: Purpose }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { currency } = useShop()
  const [draft, setDraft] = useState(() => draftOf(purpose))
  const saving = useSaving()
  const answers = answersOf(draft, currency, format)
  const parts = {
    value: draft,
    onChange: (some: Partial<typeof draft>) => setDraft({ ...draft, ...some }),
    error: saving.error,
    warnings: findPurposeWarnings(answers),
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    saving.mutate(draft)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        {saving.error && !isSaidAtField(saving.error, purposeFields) && <ProblemNotice error={saving.error} />}
        <Card component="section" padding="xl">
          <Questions {...parts} />
        </Card>
        <Card component="section" padding="xl">
          <Ranked {...parts} />
        </Card>
        {purpose.mix.posts > 0 && <ContentMix mix={purpose.mix} />}
        <Card component="section" padding="xl">
          <Effort {...parts} />
        </Card>
        <Card component="section" padding="xl">
          <Statement {...parts} answers={answers} />
          <Group justify="flex-end" mt="lg">
            <Button type="submit" size="md" loading={saving.isPending}>
              {t('purpose.save')}
            </Button>
          </Group>
        </Card>
      </Stack>
    </form>
  )
}

function useSaving() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (draft: ReturnType<typeof draftOf>) => savePurpose(shopId, draft),
    onSuccess: (saved) => {
      queries.setQueryData(purposeQuery(shopId).queryKey, saved)
      notify(t('purpose.saved'), t)
    },
  })
}
