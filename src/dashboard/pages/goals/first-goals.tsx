import { Button, Card, SimpleGrid, Text, Title } from '@mantine/core'
import { IconTargetArrow } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../parts/empty.tsx'
import { LevelBadge } from '../../parts/level-badge.tsx'

const examples = [
  { key: 'orders', level: 5 },
  { key: 'clicks', level: 4 },
  { key: 'followers', level: 3 },
] as const

/** No goal yet: what good ones look like, and the way to the first. */
export function FirstGoals() {
  const { t } = useTranslation()
  return (
    <Card padding={0}>
      <Empty icon={<IconTargetArrow size={24} />} title={t('goals.empty.title')} next={t('goals.empty.next')}>
        <Button renderRoot={(props) => <Link to="/goals/new" {...props} />}>{t('goals.new')}</Button>
      </Empty>
      <SimpleGrid cols={{ base: 1, sm: 3 }} p="lg" pt={0}>
        {examples.map(({ key, level }) => (
          <Card key={key} padding="md">
            <LevelBadge level={level} />
            <Title order={3} mt={6}>
              {t(`goals.examples.${key}.name`)}
            </Title>
            <Text size="sm" c="dimmed" mt={4}>
              {t(`goals.examples.${key}.why`)}
            </Text>
          </Card>
        ))}
      </SimpleGrid>
    </Card>
  )
}
