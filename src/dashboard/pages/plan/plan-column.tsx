import { Anchor, Badge, Box, Card, Group, Stack, Text, Title } from '@mantine/core'
import { IconSum } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import { channelName } from '../../parts/channel-name.ts'
import { type Format, useFormat } from '../../parts/format.ts'
import type { ChannelPlan, Need, Plan } from '../../queries/plan.ts'

const steps = ['results', 'clicks', 'impressions', 'posts', 'hours', 'money'] as const
type Step = (typeof steps)[number]

/** By which rate each step follows from one before it. */
const rateOf = {
  results: null,
  clicks: 'conversion',
  impressions: 'click',
  posts: 'clicksPerPost',
  hours: 'hoursPerPost',
  money: 'moneyPerClick',
} as const

type Props = {
  readonly plan: Plan
  readonly needs: Plan['totals']
  /** Without: of all channels. */
  readonly of?: ChannelPlan
}

/** The funnel backwards: what is wanted at the top, and below it what it takes. */
export function PlanColumn({ plan, needs, of }: Props) {
  const { t } = useTranslation()
  const name = of ? channelName(of.channel) : t('plan.all')
  const shown = steps.filter((step) => !(step === 'results' && plan.metric === 'link_clicks'))
  return (
    <Card component="section" aria-label={name}>
      <Stack gap="md">
        <Group gap="xs">
          {of ? <ChannelIcon channel={of.channel} /> : <IconSum size={20} stroke={1.6} aria-hidden="true" />}
          <Title order={3}>{name}</Title>
        </Group>
        <Stack gap="sm" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
          {shown.map((step) => (
            <Box component="li" key={step}>
              <StepLine step={step} need={needs[step]} plan={plan} of={of} />
            </Box>
          ))}
        </Stack>
      </Stack>
    </Card>
  )
}

type LineProps = {
  readonly step: Step
  readonly need: Need
  readonly plan: Plan
  readonly of: ChannelPlan | undefined
}

function StepLine({ step, need, plan, of }: LineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const name = step === 'results' ? t(`plan.result.${plan.metric}`) : t(`plan.step.${step}`)
  const say = (value: number) => (step === 'money' ? format.money(value, plan.currency) : format.decimal(value))
  return (
    <>
      <Group justify="space-between" align="baseline" gap="xs" wrap="nowrap">
        <Text size="sm" c="dimmed">
          {name}
        </Text>
        {need.value === null ? (
          <Text size="sm">{t('plan.unknown')}</Text>
        ) : (
          <Text className="numbers" ta="right">
            <Text span fw={600}>
              {say(need.value)}
            </Text>
            {need.low < need.high && (
              <Text span size="sm" c="dimmed">
                {' '}
                ({format.decimal(need.low)}–{format.decimal(need.high)})
              </Text>
            )}
          </Text>
        )}
      </Group>
      {need.unknown !== null && <Remedy text={need.unknown} page={need.page} />}
      {of && need.value !== null && <RateLine step={step} rates={of.rates} currency={plan.currency} format={format} />}
    </>
  )
}

/** The one thing to enter, with the way there. */
function Remedy({ text, page }: { readonly text: string; readonly page: Need['page'] }) {
  if (page === null) return <Text size="xs">{text}</Text>
  return (
    <Anchor component={Link} to={pages[page]} size="xs" underline="always">
      {text}
    </Anchor>
  )
}

const pages = { numbers: '/numbers', costs: '/costs', links: '/links', install: '/install' } as const

function RateLine({
  step,
  rates,
  currency,
  format,
}: {
  readonly step: Step
  readonly rates: ChannelPlan['rates']
  readonly currency: string
  readonly format: Format
}) {
  const { t } = useTranslation()
  const name = rateOf[step]
  const rate = name && rates[name]
  if (!name || !rate || rate.value === null) return null
  const isShare = name === 'conversion' || name === 'click'
  const say = (value: number) => {
    if (isShare) return format.percent(value, value < 0.001 ? 3 : 1)
    return name === 'moneyPerClick' ? format.money(Math.round(value * 100) / 100, currency) : format.decimal(value)
  }
  return (
    <Group gap={6} mt={2}>
      <Text size="xs" c="dimmed">
        {t(`plan.rate.${name}`, { value: say(rate.value) })}
        {rate.basis === 'if' ? '' : `: ${rate.told}`}
      </Text>
      {rate.basis !== 'own' && (
        <Badge size="xs" variant="light" color={rate.basis === 'if' ? 'trail' : 'orange'} tt="none">
          {t(`plan.basis.${rate.basis}`)}
        </Badge>
      )}
    </Group>
  )
}
