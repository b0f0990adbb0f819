import { Group, SegmentedControl, Stack, Title } from '@mantine/core'
import { IconCalendarWeek, IconList } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { PostList } from './post-list.tsx'
import { useKept } from './use-kept.ts'
import { Week } from './week.tsx'

/** The posts there are, as a list with what came of them, or as a week with what is planned. */
export function Posts() {
  const { t } = useTranslation()
  const [view, setView] = useKept('tilltrail-posts-view', 'list')
  return (
    <Stack gap="md" component="section">
      <Group justify="space-between" gap="xs">
        <Title order={2}>{t('posts.title')}</Title>
        <SegmentedControl
          aria-label={t('posts.view.label')}
          value={view === 'week' ? 'week' : 'list'}
          onChange={setView}
          data={[
            { value: 'list', label: <ViewName icon={IconList} text={t('posts.view.list')} /> },
            { value: 'week', label: <ViewName icon={IconCalendarWeek} text={t('posts.view.week')} /> },
          ]}
        />
      </Group>
      {view === 'week' ? <Week /> : <PostList />}
    </Stack>
  )
}

function ViewName({ icon: Icon, text }: { readonly icon: typeof IconList; readonly text: string }) {
  return (
    <Group gap={6} wrap="nowrap">
      <Icon size={16} aria-hidden="true" />
      {text}
    </Group>
  )
}
