import { NumberInput } from '@mantine/core'
import { useState } from 'react'

type Props = {
  readonly label: string
  readonly description: string
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly suffix?: string
  readonly value: number
  readonly onChange: (value: number) => void
  readonly error: string | undefined
}

/** A whole number within bounds. What is half typed stays in the field, which holds the nearest that goes once it is left. */
export function WholeNumber({ value, onChange, error, ...field }: Props) {
  const { min, max } = field
  const [typed, setTyped] = useState<string | number>(value)
  const take = (next: string | number) => {
    setTyped(next)
    if (typeof next === 'number' && next >= min && next <= max) onChange(next)
  }
  return (
    <NumberInput
      {...field}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      size="md"
      clampBehavior="none"
      allowDecimal={false}
      allowNegative={false}
      value={typed}
      onChange={take}
      onBlur={() => take(typeof typed === 'number' ? Math.min(Math.max(typed, min), max) : value)}
      error={error}
    />
  )
}
