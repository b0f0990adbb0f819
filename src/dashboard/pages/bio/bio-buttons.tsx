import { Button, Menu, Text, VisuallyHidden } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BioButtonRow } from './bio-button-row.tsx'
import classes from './bio-buttons.module.css'
import { buttonIcons, buttonKinds } from './button-kinds.ts'
import type { BioForm, DraftButton } from './use-bio-form.ts'

/** The fixed buttons in their order: added by kind, moved by buttons of their own, so by keyboard too. */
export function BioButtons({ form: { fields, change, saving } }: { readonly form: BioForm }) {
  const { t } = useTranslation()
  const { buttons } = fields
  const list = useRef<HTMLOListElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const [focus, setFocus] = useState<Focus>()
  const [said, say] = useState('')
  const takeFocus = () => {
    if (focus) focusButton(list.current, focus)
  }
  useEffect(takeFocus, [focus])
  const keepFocus = () => {
    const holder = document.activeElement
    if (holder === document.body || menu.current?.contains(holder)) takeFocus()
  }

  const add = (kind: DraftButton['kind']) => {
    const id = Math.max(-1, ...buttons.map((one) => one.id)) + 1
    change({ buttons: [...buttons, { id, kind, label: t(`bio.kinds.${kind}.label`), to: '' }] })
    setFocus({ id, on: 'to' })
  }
  const move = (from: number, by: 1 | -1) => {
    const moved = buttons[from]
    if (!moved) return
    const rest = buttons.filter((one) => one !== moved)
    change({ buttons: rest.toSpliced(from + by, 0, moved) })
    setFocus({ id: moved.id, on: by < 0 ? 'up' : 'down' })
    say(t('bio.buttons.moved', { label: moved.label, place: from + by + 1, count: buttons.length }))
  }
  return (
    <>
      {buttons.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('bio.buttons.none')}
        </Text>
      )}
      <ol className={classes.list} ref={list}>
        {buttons.map((button, index) => (
          <BioButtonRow
            key={button.id}
            button={button}
            path={`buttons.${index}`}
            error={saving.error}
            place={{ isFirst: index === 0, isLast: index === buttons.length - 1 }}
            onChange={(changed) => change({ buttons: buttons.with(index, { ...button, ...changed }) })}
            onMove={(by) => move(index, by)}
            onRemove={() => change({ buttons: buttons.filter((one) => one !== button) })}
          />
        ))}
      </ol>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {/* A menu that is still opening takes the focus once more, and along as it goes: not from where it has moved on to. */}
      <div ref={menu}>
        <Menu
          position="bottom-start"
          withinPortal={false}
          onOpen={() => setFocus(undefined)}
          onExitTransitionEnd={keepFocus}
        >
          <Menu.Target>
            <Button variant="default" leftSection={<IconPlus size={16} />} disabled={buttons.length >= 8}>
              {t('bio.buttons.add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {buttonKinds.map((kind) => {
              const Icon = buttonIcons[kind]
              return (
                <Menu.Item key={kind} leftSection={<Icon size={18} stroke={1.6} />} onClick={() => add(kind)}>
                  {t(`bio.kinds.${kind}.name`)}
                </Menu.Item>
              )
            })}
          </Menu.Dropdown>
        </Menu>
      </div>
    </>
  )
}

/** Where the keyboard goes on after a button was added or moved. */
type Focus = { readonly id: number; readonly on: 'to' | 'up' | 'down' }

/** At the end of the list the way back is the one that is left. */
function focusButton(list: HTMLElement | null, { id, on }: Focus): void {
  const find = (part: string) => list?.querySelector<HTMLElement>(`[data-row="${id}"] [data-part="${part}"]`)
  const wanted = find(on)
  const other = find(on === 'up' ? 'down' : 'up')
  const target = wanted?.hasAttribute('disabled') ? other : wanted
  target?.focus()
}
