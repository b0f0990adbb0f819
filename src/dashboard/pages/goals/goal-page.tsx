import { Anchor, Button, Card, Group, Modal, Skeleton, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArchive, IconArrowLeft, IconPencil } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DialogActions } from '../../parts/dialog-actions.tsx'
import { LevelBadge } from '../../parts/level-badge.tsx'
import { notify } from '../../parts/notify.ts'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type Branch, type Leaf, putAway, refreshGoal, treeQuery } from '../../queries/goal-standing.ts'
import { goalQuery } from '../../queries/goal-wizard.ts'
import { progressQuery } from '../../queries/goals.ts'
import { Celebration } from './celebration.tsx'
import { StandingWords, ValueLine, Warnings } from './goal-card.tsx'
import { GoalChart } from './goal-chart.tsx'
import { GoalFacts } from './goal-facts.tsx'
import { MilestoneList } from './milestone-list.tsx'
import { ReviewLog } from './review-log.tsx'
import { ReviewDue, StatusBadge } from './status.tsx'
import { WhyPanel } from './why-panel.tsx'

/** One goal: how it stands, why it was set, what was thought of it. */
export function GoalPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/signed-in/goals/$id' })
  const { goal, error, retry } = useGoal(id)
  return (
    <Page title={goal?.name ?? t('goals.title')} actions={goal && <Actions goal={goal} />}>
      <Stack gap="lg">
        <Anchor component={Link} to="/goals" size="sm">
          <Group gap={6} component="span">
            <IconArrowLeft size={16} aria-hidden="true" />
            {t('goals.all')}
          </Group>
        </Anchor>
        {error && <ProblemNotice error={error} onRetry={retry} />}
        {!goal && !error && <Skeleton height={320} radius="lg" />}
        {goal && <Standing goal={goal} />}
        {goal && <ReviewLog goal={goal} />}
        {goal && <WhyPanel goal={goal} />}
        {goal && <GoalFacts goal={goal} />}
      </Stack>
    </Page>
  )
}

/** From the goal, how it stands, and what hangs under it. */
function useGoal(id: string): { goal: Branch | undefined; error: Error | null; retry: () => void } {
  const { id: shopId } = useShop()
  const goal = useQuery(goalQuery(id))
  const progress = useQuery(progressQuery(id))
  const tree = useQuery(treeQuery(shopId))
  const found = findIn(tree.data?.items ?? [], id)
  const retry = () => {
    void goal.refetch()
    void progress.refetch()
  }
  if (!goal.data || !progress.data) return { goal: undefined, error: goal.error ?? progress.error, retry }
  return { goal: { ...goal.data, progress: progress.data, ...found }, error: null, retry }
}

/** What the list knows of a goal beside itself; of an archived one nothing. */
function findIn(goals: readonly Branch[], id: string): Pick<Branch, 'share' | 'depth' | 'milestones'> {
  const all = goals.flatMap((goal) => [goal, ...goal.milestones])
  const { share = null, depth = 0 } = all.find((one) => one.id === id) ?? {}
  return { share, depth, milestones: goals.find((goal) => goal.id === id)?.milestones ?? under(all, id) }
}

function under(all: readonly Leaf[], id: string): Leaf[] {
  return all.filter(({ parentId }) => parentId === id).flatMap((one) => [one, ...under(all, one.id)])
}

function Standing({ goal }: { readonly goal: Branch }) {
  return (
    <Card component="section">
      <Group justify="space-between" gap="sm">
        <LevelBadge level={goal.level} />
        <Group gap="xs">
          <ReviewDue review={goal.progress.review} />
          <StatusBadge status={goal.progress.status} />
        </Group>
      </Group>
      <Celebration goal={goal} />
      <Stack gap="sm" mt="md">
        <ValueLine goal={goal} />
        <GoalChart goal={goal} height={200} />
        <StandingWords goal={goal} />
      </Stack>
      <Warnings goal={goal} />
      <MilestoneList milestones={goal.milestones} />
    </Card>
  )
}

function Actions({ goal }: { readonly goal: Branch }) {
  const { t } = useTranslation()
  const [isOpen, dialog] = useDisclosure(false)
  if (goal.archivedAt !== null) return <Text c="dimmed">{t('goals.isArchived')}</Text>
  return (
    <Group gap="xs">
      <Button
        variant="default"
        leftSection={<IconPencil size={16} />}
        renderRoot={(props) => <Link to="/goals/$id/edit" params={{ id: goal.id }} {...props} />}
      >
        {t('goals.edit')}
      </Button>
      <Button variant="default" leftSection={<IconArchive size={16} />} onClick={dialog.open}>
        {t('goals.archive.button')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={t('goals.archive.title')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <Archive goal={goal} onClose={dialog.close} />
      </Modal>
    </Group>
  )
}

function Archive({ goal, onClose }: { readonly goal: Branch; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const away = useMutation({
    mutationFn: () => putAway(goal.id),
    onSuccess: async () => {
      notify(t('goals.archive.done', { name: goal.name }), t)
      await navigate({ to: '/goals' })
      await refreshGoal(queries, shopId, goal.id)
    },
  })
  return (
    <>
      <Text>{t('goals.archive.lead')}</Text>
      {away.error && <ProblemNotice error={away.error} />}
      <DialogActions onCancel={onClose}>
        <Button onClick={() => away.mutate()} loading={away.isPending}>
          {t('goals.archive.button')}
        </Button>
      </DialogActions>
    </>
  )
}
