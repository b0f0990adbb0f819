import { Button, Modal, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Channel, channelIds } from '../../../links/channel.ts'
import { channelName } from '../../parts/channel-name.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { createOwnMetric, type Followed } from '../../queries/platform-numbers.ts'

type Props = {
  readonly isOpen: boolean
  readonly metrics: readonly { readonly id: string; readonly name: string }[]
  readonly onClose: () => void
  readonly onFollow: (followed: Followed) => void
}

const ownMetric = 'own'

/** A row more for the grid: a channel, and a number of the catalog's or one's own. */
export function FollowNumber({ isOpen, metrics, onClose, onFollow }: Props) {
  const { t } = useTranslation()
  const [channel, setChannel] = useState<Channel>('instagram')
  const [metric, setMetric] = useState('followers')
  const names = metrics.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('platformNumbers.add')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        <Select
          label={t('platformNumbers.channel')}
          searchable
          data={channelIds.map((id) => ({ value: id, label: channelName(id) }))}
          value={channel}
          onChange={(id) => setChannel(channelIds.find((one) => one === id) ?? channel)}
        />
        <Select
          label={t('platformNumbers.metric')}
          searchable
          data={[...names, { value: ownMetric, label: t('platformNumbers.own') }]}
          value={metric}
          onChange={(id) => id && setMetric(id)}
        />
        {metric === ownMetric ? (
          <OwnMetric onMade={(id) => onFollow({ channel, metric: id })} />
        ) : (
          <Button onClick={() => onFollow({ channel, metric })}>{t('platformNumbers.follow')}</Button>
        )}
      </Stack>
    </Modal>
  )
}

const responses = ['responded', 'took-it-in', 'could-have-seen'] as const

/** A number of one's own; its level follows from three questions. */
function OwnMetric({ onMade }: { readonly onMade: (id: string) => void }) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<'stock' | 'flow'>('stock')
  const [buys, setBuys] = useState(false)
  const [acts, setActs] = useState(false)
  const [responds, setResponds] = useState<(typeof responses)[number]>('responded')
  const objective = buys || acts ? 'leads-and-sales' : 'engagement'
  const making = useMutation({
    mutationFn: () =>
      createOwnMetric({ shopId, name, kind, unit: 'count', objective, level: { buys, acts, responds } }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['own-metrics', shopId] })
      onMade(id)
    },
  })
  return (
    <Stack gap="md">
      <TextInput
        label={t('platformNumbers.ownName')}
        description={t('platformNumbers.ownNameHint')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Choice
        label={t('platformNumbers.ownKind')}
        data={[
          { value: 'stock', label: t('platformNumbers.kinds.stock') },
          { value: 'flow', label: t('platformNumbers.kinds.flow') },
        ]}
        value={kind}
        onChange={(one) => setKind(one === 'flow' ? 'flow' : 'stock')}
      />
      <YesNo label={t('platformNumbers.buys')} isYes={buys} onChange={setBuys} />
      {!buys && <YesNo label={t('platformNumbers.acts')} isYes={acts} onChange={setActs} />}
      {!buys && !acts && (
        <Choice
          label={t('platformNumbers.responds')}
          data={responses.map((one) => ({ value: one, label: t(`platformNumbers.respond.${one}`) }))}
          value={responds}
          onChange={(one) => setResponds(responses.find((known) => known === one) ?? responds)}
        />
      )}
      {making.error && <ProblemNotice error={making.error} />}
      <Button disabled={name.trim() === ''} loading={making.isPending} onClick={() => making.mutate()}>
        {t('platformNumbers.create')}
      </Button>
    </Stack>
  )
}

type YesNoProps = { readonly label: string; readonly isYes: boolean; readonly onChange: (isYes: boolean) => void }

function YesNo({ label, isYes, onChange }: YesNoProps) {
  const { t } = useTranslation()
  const data = [
    { value: 'yes', label: t('platformNumbers.yes') },
    { value: 'no', label: t('platformNumbers.no') },
  ]
  return <Choice label={label} data={data} value={isYes ? 'yes' : 'no'} onChange={(one) => onChange(one === 'yes')} />
}

type ChoiceProps = {
  readonly label: string
  readonly data: readonly { readonly value: string; readonly label: string }[]
  readonly value: string
  readonly onChange: (value: string) => void
}

function Choice({ label, data, value, onChange }: ChoiceProps) {
  return (
    <div>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <SegmentedControl
        aria-label={label}
        orientation={data.length > 2 || data.some((one) => one.label.length > 20) ? 'vertical' : 'horizontal'}
        data={[...data]}
        value={value}
        onChange={onChange}
      />
    </div>
  )
}
