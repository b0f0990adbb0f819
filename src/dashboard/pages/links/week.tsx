import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconCopyPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mondayOf, localDay, parseDay, showDay } from '../../../shops/calendar.ts'
import { useFormat } from '../../parts/format.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { postsOfDaysQuery } from '../../queries/posts.ts'
import { CopyWeek } from './copy-week.tsx'
import { dateOf, inTime } from './post-date.ts'
import { WeekDay } from './week-day.tsx'
import classes from './week.module.css'

/** Seven days with what is planned and what was posted, Monday first; planned posts have their links ready. */
export function Week() {
  const { t } = useTranslation()
  const { id: shopId, timeZone } = useShop()
  const today = parseDay(useShopDay()(0))
  const [monday, setMonday] = useState(mondayOf(today))
  const [isCopying, setIsCopying] = useState(false)
  const days = Array.from({ length: 7 }, (_, index) => monday + index)
  const posts = useQuery(postsOfDaysQuery(shopId, { from: showDay(monday), to: showDay(monday + 6) }))
  const items = posts.data?.items ?? []
  const byDay = Map.groupBy(inTime(items), (post) => localDay(Date.parse(dateOf(post)), timeZone))
  return (
    <Stack gap="md">
      <WeekHead monday={monday} today={today} onTurn={setMonday} onCopy={() => setIsCopying(true)} />
      {posts.error && <ProblemNotice error={posts.error} onRetry={() => void posts.refetch()} />}
      <div className={classes.week}>
        {days.map((day) => (
          <WeekDay key={day} day={day} isToday={day === today} posts={byDay.get(day) ?? []} />
        ))}
      </div>
      {posts.data?.nextCursor && (
        <Text size="sm" c="dimmed">
          {t('posts.week.tooMany')}
        </Text>
      )}
      {isCopying && <CopyWeek monday={monday} here={items} onClose={() => setIsCopying(false)} />}
    </Stack>
  )
}

type HeadProps = {
  readonly monday: number
  readonly today: number
  readonly onTurn: (monday: number) => void
  readonly onCopy: () => void
}

function WeekHead({ monday, today, onTurn, onCopy }: HeadProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const isThis = monday === mondayOf(today)
  return (
    <Group justify="space-between" gap="sm">
      <Group gap={4}>
        <ActionIcon variant="default" size={36} aria-label={t('posts.week.before')} onClick={() => onTurn(monday - 7)}>
          <IconChevronLeft size={18} />
        </ActionIcon>
        <ActionIcon variant="default" size={36} aria-label={t('posts.week.after')} onClick={() => onTurn(monday + 7)}>
          <IconChevronRight size={18} />
        </ActionIcon>
        <Text fw={600} px={8} aria-live="polite">
          {format.shortDay(showDay(monday))} – {format.day(showDay(monday + 6))}
        </Text>
        {!isThis && (
          <Button variant="subtle" size="compact-sm" onClick={() => onTurn(mondayOf(today))}>
            {t('posts.week.this')}
          </Button>
        )}
      </Group>
      <Button variant="default" leftSection={<IconCopyPlus size={16} />} onClick={onCopy}>
        {t('posts.copy.action')}
      </Button>
    </Group>
  )
}
