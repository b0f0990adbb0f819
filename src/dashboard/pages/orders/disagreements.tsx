import { Button, Collapse, List, Text } from '@mantine/core'
import { IconArrowsSplit2 } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import type { Conversion } from '../../queries/orders.ts'

/** A mark where sources told different things; opened, who told what, whose word was taken, and the likely cause. */
export function Disagreements({ conversion }: { readonly conversion: Conversion }) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  const { disagreements } = conversion
  if (disagreements.length === 0) return null
  return (
    <div>
      <Button
        variant="subtle"
        color="orange"
        size="compact-xs"
        ml={-8}
        leftSection={<IconArrowsSplit2 size={14} aria-hidden="true" />}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        {t('disagree.mark')}
      </Button>
      <Collapse expanded={isOpen} id={id}>
        <List size="sm" spacing={4} mt={4}>
          {disagreements.map((one) => (
            <List.Item key={`${one.source}-${one.field}`}>
              <Sentence disagreement={one} currency={conversion.currency} />
            </List.Item>
          ))}
        </List>
      </Collapse>
    </div>
  )
}

type Disagreement = Conversion['disagreements'][number]
type SentenceProps = { readonly disagreement: Disagreement; readonly currency: string | null }

function Sentence({ disagreement, currency }: SentenceProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { field, source, told, taken, takenFrom, cause } = disagreement
  const name = (one: typeof source) => t(`orders.source.${one}`)
  const show = (one: string) => (field === 'value' && currency !== null ? format.money(one, currency) : one)
  const from = takenFrom === null ? t('disagree.another') : name(takenFrom)
  return (
    <>
      <Text size="sm" component="span">
        {capitalise(
          field === 'click'
            ? t('disagree.click', { source: name(source), from })
            : t('disagree.told', { source: name(source), from, told: show(told), taken: show(taken) }),
        )}
      </Text>
      {field !== 'click' && (
        <Text size="xs" c="dimmed">
          {t(`disagree.cause.${cause ?? 'unknown'}`)}
        </Text>
      )}
    </>
  )
}

/** Sources are named as they stand inside a sentence. */
function capitalise(sentence: string): string {
  return sentence.slice(0, 1).toLocaleUpperCase() + sentence.slice(1)
}
