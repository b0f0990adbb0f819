import { ActionIcon, Group, Text, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './rank-field.module.css'

type Choice<Value extends string> = { readonly value: Value; readonly label: string; readonly example: string }

type Props<Value extends string> = {
  readonly label: string
  readonly hint: string
  readonly choices: readonly Choice<Value>[]
  /** Those chosen, the most important first. */
  readonly value: readonly Value[]
  readonly onChange: (value: Value[]) => void
}

/** Choices that get a place in the order they are chosen in; arrows change it, a second click takes one out. */
export function RankField<Value extends string>({ label, hint, choices, value, onChange }: Props<Value>) {
  const id = useId()
  const chosen = value.flatMap((one) => choices.find((choice) => choice.value === one) ?? [])
  const rest = choices.filter((choice) => !value.includes(choice.value))
  const toggle = (one: Value) =>
    onChange(value.includes(one) ? value.filter((other) => other !== one) : [...value, one])
  return (
    <div role="group" aria-labelledby={id}>
      <Text id={id} fw={650} fz="md">
        {label}
      </Text>
      <Text size="sm" c="dimmed" mb="sm">
        {hint}
      </Text>
      <ul className={classes['list'] ?? ''}>
        {[...chosen, ...rest].map((choice) => (
          <li key={choice.value} className={classes['item'] ?? ''}>
            <Item choice={choice} rank={value.indexOf(choice.value)} onToggle={() => toggle(choice.value)} />
            {value.includes(choice.value) && <Arrows choice={choice} value={value} onChange={onChange} />}
          </li>
        ))}
      </ul>
    </div>
  )
}

type ItemProps = { readonly choice: Choice<string>; readonly rank: number; readonly onToggle: () => void }

function Item({ choice, rank, onToggle }: ItemProps) {
  const { t } = useTranslation()
  return (
    <UnstyledButton className={classes['choice'] ?? ''} type="button" aria-pressed={rank >= 0} onClick={onToggle}>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <span className={classes['rank'] ?? ''} data-on={rank >= 0 || undefined}>
          {rank >= 0 ? t('purpose.place', { place: rank + 1 }) : ''}
        </span>
        <span>
          <Text span fw={500}>
            {choice.label}
          </Text>
          <Text span size="sm" c="dimmed" display="block">
            {choice.example}
          </Text>
        </span>
      </Group>
    </UnstyledButton>
  )
}

type ArrowsProps<Value extends string> = Pick<Props<Value>, 'value' | 'onChange'> & {
  readonly choice: Choice<Value>
}

function Arrows<Value extends string>({ choice, value, onChange }: ArrowsProps<Value>) {
  const { t } = useTranslation()
  const at = value.indexOf(choice.value)
  const move = (by: -1 | 1) => {
    const without = value.filter((one) => one !== choice.value)
    onChange([...without.slice(0, at + by), choice.value, ...without.slice(at + by)])
  }
  const common = { variant: 'subtle', color: 'gray', size: 36 } as const
  return (
    <Group gap={0} wrap="nowrap">
      <ActionIcon
        {...common}
        aria-label={t('purpose.moveUp', { what: choice.label })}
        disabled={at === 0}
        onClick={() => move(-1)}
      >
        <IconArrowUp size={18} />
      </ActionIcon>
      <ActionIcon
        {...common}
        aria-label={t('purpose.moveDown', { what: choice.label })}
        disabled={at === value.length - 1}
        onClick={() => move(1)}
      >
        <IconArrowDown size={18} />
      </ActionIcon>
    </Group>
  )
}
