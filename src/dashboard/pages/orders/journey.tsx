import { Button, Collapse, Group, Text } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Fragment, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import { useFormat } from '../../parts/format.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type Conversion, journeyQuery } from '../../queries/orders.ts'

/** How many touches led to an order, where there were several; opened, which posts, when, and how that is known. */
export function Journey({ conversion }: { readonly conversion: Conversion }) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  const { touches } = conversion
  if (touches < 2) return null
  return (
    <div>
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        ml={-8}
        leftSection={<IconRoute size={14} aria-hidden="true" />}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        {t('journey.touches', { count: touches })}
      </Button>
      <Collapse expanded={isOpen} id={id}>
        {isOpen && <Touches conversionId={conversion.id} />}
      </Collapse>
    </div>
  )
}

function Touches({ conversionId }: { readonly conversionId: string }) {
  const { t } = useTranslation()
  const { timeZone } = useShop()
  const format = useFormat(timeZone)
  const { data, error, refetch } = useQuery(journeyQuery(conversionId))
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />
  const journey = data?.journey ?? []
  return (
    <Group gap="2px 8px" mt={4}>
      {journey.map(({ linkId, at, how, channel, title }, position) => (
        <Fragment key={`${linkId} ${at} ${how}`}>
          {position > 0 && <span aria-hidden="true">→</span>}
          <Group gap={6} wrap="nowrap" title={`${format.time(at)} · ${t(`journey.how.${how}`)}`}>
            <ChannelIcon channel={channel} size={16} />
            <Text size="sm" className="break">
              {title}
            </Text>
            <Text size="xs" c="dimmed">
              {t(`journey.how.${how}`)}
            </Text>
          </Group>
        </Fragment>
      ))}
    </Group>
  )
}
