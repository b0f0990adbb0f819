import { Card, SimpleGrid, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Leaf } from '../../queries/goal-standing.ts'
import { sayValue } from './goal-words.ts'
import { useSay } from './use-say.ts'
import { useScopeName } from './use-scope-name.ts'

/** What the goal was set to be. */
export function GoalFacts({ goal }: { readonly goal: Leaf }) {
  const { t } = useTranslation()
  const say = useSay(goal)
  const scope = useScopeName(goal.scope)
  const { progress, plannedHours, plannedMoney } = goal
  const money = { ...say, unit: 'money' } as const
  const facts = [
    ['metric', goal.measures.name],
    ['scope', scope],
    ['days', `${say.format.day(goal.from)} – ${say.format.day(goal.to)}`],
    ['target', sayValue(goal.target, say)],
    ['baseline', goal.measures.kind === 'stock' && progress.start !== null ? sayValue(progress.start, say) : null],
    ['businessGoal', goal.businessGoal],
    ['purpose', goal.purpose],
    ['audience', goal.audience],
    ['owner', goal.owner],
    ['reason', goal.reason],
    ['hours', plannedHours === null ? null : say.format.decimal(plannedHours)],
    ['money', plannedMoney === null ? null : sayValue(plannedMoney, money)],
    ['review', goal.review && t(`goals.rhythm.${goal.review}`)],
    ['reached', progress.reachedAt && say.format.time(progress.reachedAt)],
  ] as const
  return (
    <Card component="section">
      <Title order={2} mb="md">
        {t('goals.facts.title')}
      </Title>
      <SimpleGrid component="dl" cols={{ base: 1, sm: 2 }} spacing="md" m={0}>
        {facts.map(([name, value]) =>
          value ? (
            <div key={name}>
              <Text component="dt" size="sm" c="dimmed">
                {t(`goals.facts.${name}`)}
              </Text>
              <Text component="dd" m={0} className="break numbers">
                {value}
              </Text>
            </div>
          ) : null,
        )}
      </SimpleGrid>
    </Card>
  )
}
