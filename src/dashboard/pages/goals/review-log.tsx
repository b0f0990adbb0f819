import { Button, Card, Group, Skeleton, Stack, Text, Textarea, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { addReview, type Leaf, refreshGoal, type Review, reviewsQuery } from '../../queries/goal-standing.ts'
import { sayValue } from './goal-words.ts'
import { StatusBadge } from './status.tsx'
import { useSay } from './use-say.ts'

/** How it went each time somebody looked, and room for the next time. */
export function ReviewLog({ goal }: { readonly goal: Leaf }) {
  const { t } = useTranslation()
  const { format } = useSay(goal)
  const { data, error, refetch } = useQuery(reviewsQuery(goal.id))
  const { review } = goal.progress
  return (
    <Card component="section">
      <Title order={2}>{t('goals.review.title')}</Title>
      <Text size="sm" c="dimmed" mt={4}>
        {review
          ? t(review.isDue ? 'goals.review.dueSince' : 'goals.review.next', { day: format.day(review.dueOn) })
          : t('goals.review.free')}
      </Text>
      {goal.archivedAt === null && <ReviewForm goal={goal} />}
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={60} mt="md" />}
      <Stack gap="lg" mt="lg">
        {data?.items.map((one) => (
          <PastReview key={one.id} review={one} goal={goal} />
        ))}
      </Stack>
    </Card>
  )
}

function ReviewForm({ goal }: { readonly goal: Leaf }) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const [nextStep, setNextStep] = useState('')
  const save = useMutation({
    mutationFn: () => addReview(goal.id, { note, nextStep }),
    onSuccess: async () => {
      setNote('')
      setNextStep('')
      await refreshGoal(queries, shopId, goal.id)
      notify(t('goals.review.saved'), t)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const isEmpty = note.trim() === '' && nextStep.trim() === ''
  return (
    <Stack component="form" gap="sm" mt="md" onSubmit={submit}>
      <Textarea
        label={t('goals.review.note')}
        description={t('goals.review.noteHint')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        maxLength={2000}
        autosize
        minRows={2}
      />
      <Textarea
        label={t('goals.review.nextStep')}
        description={t('goals.review.nextStepHint')}
        value={nextStep}
        onChange={(event) => setNextStep(event.currentTarget.value)}
        maxLength={2000}
        autosize
      />
      {save.error && <ProblemNotice error={save.error} />}
      <Group>
        <Button type="submit" loading={save.isPending} disabled={isEmpty}>
          {t('goals.review.save')}
        </Button>
      </Group>
    </Stack>
  )
}

function PastReview({ review, goal }: { readonly review: Review; readonly goal: Leaf }) {
  const { t } = useTranslation()
  const say = useSay(goal)
  const { day, value, status, note, nextStep } = review
  return (
    <div>
      <Group gap="xs" className="numbers">
        <Text fw={600}>{say.format.day(day)}</Text>
        <StatusBadge status={status} size="md" />
        {value !== null && (
          <Text size="sm" c="dimmed">
            {sayValue(value, say)} {t('goals.of', { target: sayValue(goal.target, say) })}
          </Text>
        )}
      </Group>
      {note !== '' && (
        <Text mt={4} className="break" style={{ whiteSpace: 'pre-line' }}>
          {note}
        </Text>
      )}
      {nextStep !== '' && (
        <Text mt={4} className="break" style={{ whiteSpace: 'pre-line' }}>
          <Text component="span" fw={600}>
            {t('goals.review.then')}
          </Text>{' '}
          {nextStep}
        </Text>
      )}
    </div>
  )
}
