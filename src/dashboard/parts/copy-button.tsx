import { ActionIcon, Button, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { copyText } from './copy.ts'

type Props = { readonly text: string; readonly what: string }

/** A small button that copies; says so for two seconds. */
export function CopyIcon({ text, what }: Props) {
  const { t } = useTranslation()
  const { state, said, name, copy } = useCopy({ text, what })
  const label = state === 'copied' ? t('copy.done') : name
  return (
    <>
      <Tooltip label={label} {...(state === 'idle' ? {} : { opened: true })}>
        <ActionIcon
          variant="subtle"
          color={state === 'copied' ? 'trail' : 'gray'}
          size={32}
          aria-label={name}
          onClick={copy}
        >
          {state === 'copied' ? <IconCheck size={16} /> : <IconCopy size={16} />}
        </ActionIcon>
      </Tooltip>
      {said}
    </>
  )
}

type ButtonProps = Props & { readonly size?: 'xs' | 'sm' | 'md'; readonly label?: string }

/** `label`: what it says where plain “Copy” would not say enough. */
export function CopyButton({ text, what, size = 'sm', label }: ButtonProps) {
  const { t } = useTranslation()
  const { state, said, name, copy } = useCopy({ text, what })
  return (
    <>
      <Button
        size={size}
        variant={state === 'copied' ? 'light' : 'default'}
        leftSection={state === 'copied' ? <IconCheck size={16} /> : <IconCopy size={16} />}
        aria-label={name}
        onClick={copy}
      >
        {state === 'copied' ? t('copy.done') : state === 'refused' ? t('copy.refused') : (label ?? t('copy.copy'))}
      </Button>
      {said}
    </>
  )
}

/** `name`: the button's to those who don't see it. `said`: the same as a live region, since not every reader tells of a new name. */
function useCopy({ text, what }: Props) {
  const { t } = useTranslation()
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 2000)
    return () => clearTimeout(timer)
  }, [state])
  const copy = () => {
    void copyText(text).then((isCopied) => setState(isCopied ? 'copied' : 'refused'))
  }
  const name =
    state === 'copied'
      ? t('copy.whatDone', { what })
      : state === 'refused'
        ? t('copy.refused')
        : t('copy.what', { what })
  const said = <VisuallyHidden aria-live="polite">{state === 'idle' ? '' : name}</VisuallyHidden>
  return { state, said, name, copy }
}
