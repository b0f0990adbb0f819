import { ActionIcon, Anchor, Badge, Box, Button, Card, Group, Menu, Text } from '@mantine/core'
import { IconDots, IconPencil, IconShare2, IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { namedPeriods } from '../../../views/view-period.ts'
import { useFormat } from '../../parts/format.ts'
import { notify } from '../../parts/notify.ts'
import { problemText } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { deleteView, type View, viewsQuery } from '../../queries/views.ts'
import { useFilterWords } from '../report/filter-words.ts'
import { filtersOf, type Period, type ShownFilter } from '../report/period.ts'
import { RenameView } from './rename-view.tsx'
import { searchOf } from './view-search.ts'

type Props = { readonly view: View; readonly onShare: () => void }

export function ViewCard({ view, onShare }: Props) {
  const { t } = useTranslation()
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
            <SaidView view={view} />
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

/** "By channel · This month · Channel is Instagram · beside the days before" */
function SaidView({ view }: { readonly view: View }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { query, from, to } = view
  const { by, compare, model } = searchOf(view)
  const moving = namedPeriods.find((one) => one === query['period'])
  const rolling = /^last-(\d+)-days$/.exec(query['period'] ?? '')?.[1]
  const days = `${format.day(from)} – ${format.day(to)}`
  const when = moving ? t(`views.period.${moving}`) : rolling ? t('period.days', { count: Number(rolling) }) : days
  const parts = [
    t('views.by', { by: t(`report.by.${by}`).toLocaleLowerCase() }),
    when,
    ...filtersOf(query).map((filter) => <SaidFilter key={filter.dimension} filter={filter} period={{ from, to }} />),
    ...(compare ? [t(`compare.beside.${compare}`)] : []),
    ...(model ? [t(`models.name.${model}`)] : []),
  ]
  return parts.map((part, index) => (
    <Fragment key={typeof part === 'string' ? part : part.key}>
      {index > 0 && ' · '}
      {part}
    </Fragment>
  ))
}

function SaidFilter({ filter, period }: { readonly filter: ShownFilter; readonly period: Period }) {
  return useFilterWords(filter, period)
}
