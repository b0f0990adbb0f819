import { ActionIcon, Anchor, Badge, Box, Button, Card, Group, Menu, Text } from '@mantine/core'
import { IconDots, IconPencil, IconShare2, IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { notify } from '../../parts/notify.ts'
import { problemText } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { deleteView, type View, viewsQuery } from '../../queries/views.ts'
import { RenameView } from './rename-view.tsx'
import { movingPeriods, searchOf } from './view-search.ts'

type Props = { readonly view: View; readonly onShare: () => void }

export function ViewCard({ view, onShare }: Props) {
  const { t } = useTranslation()
  const say = useSayView()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const [isRenaming, setIsRenaming] = useState(false)
  const removing = useMutation({
    mutationFn: () => deleteView(view.id),
    onSuccess: async () => {
      notify(t('views.deleted', { name: view.name }), t)
      await queries.invalidateQueries({ queryKey: viewsQuery(shopId).queryKey })
    },
    onError: (error) => notify(problemText(error, t), t, 'fail'),
  })
  const { name, openShares } = view
  return (
    <Card component="article" aria-label={name}>
      <Group justify="space-between" gap="md">
        <Box flex={1} miw={200}>
          <Group gap="xs">
            <Anchor
              fw={600}
              className="break"
              renderRoot={(props) => <Link {...props} to="/report" search={searchOf(view)} />}
            >
              {name}
            </Anchor>
            {openShares > 0 && <Badge variant="light">{t('views.shared', { count: openShares })}</Badge>}
          </Group>
          <Text size="sm" c="dimmed" mt={4} className="break">
            {say(view)}
          </Text>
        </Box>
        <Group gap="xs" wrap="nowrap">
          <Button variant="default" size="sm" leftSection={<IconShare2 size={16} />} onClick={onShare}>
            {t('views.share')}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="default" size={36} aria-label={t('views.more', { name })}>
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setIsRenaming(true)}>
                {t('views.rename')}
              </Menu.Item>
              <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => removing.mutate()}>
                {openShares > 0 ? t('views.deleteShared') : t('views.delete')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      {isRenaming && <RenameView view={view} onClose={() => setIsRenaming(false)} />}
    </Card>
  )
}

/** "By channel · this month · channel instagram,facebook" */
function useSayView(): (view: View) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return ({ query, from, to }) => {
    const { by = 'post', period, from: _from, to: _to, ...others } = query
    const moving = movingPeriods.find((one) => one === period)
    const rolling = /^last-(\d+)-days$/.exec(period ?? '')?.[1]
    const days = `${format.day(from)} – ${format.day(to)}`
    const when = moving ? t(`views.period.${moving}`) : rolling ? t('period.days', { count: Number(rolling) }) : days
    const filters = Object.entries(others).map(([name, value]) => `${name} ${value}`)
    return [t('views.by', { by }), when, ...filters].join(' · ')
  }
}
