import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { notify } from '../../parts/notify.ts'
import { problemText } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type HandDraft, handKey, removeEntry, writeEntry } from '../../queries/hand.ts'

/** How long what was stored can be taken back by the note that says so, in milliseconds. */
const undoMs = 10_000

/** Writes an order down and says so, with a way back. The same order sent again, after a lost answer, stays one. */
export function useWriting(onStored: () => void) {
  const { t } = useTranslation()
  const format = useFormat()
  const queries = useQueryClient()
  const { id: shopId } = useShop()
  const removing = useRemoving()
  const sent = useRef({ body: '', key: '' })
  return useMutation({
    mutationFn: (draft: HandDraft) => {
      const body = JSON.stringify(draft)
      if (sent.current.body !== body) sent.current = { body, key: crypto.randomUUID() }
      return writeEntry(draft, sent.current.key)
    },
    onSuccess: async ({ id, value, currency }) => {
      sent.current = { body: '', key: '' }
      onStored()
      const note = notifications.show({
        autoClose: undoMs,
        color: 'trail',
        closeButtonProps: { 'aria-label': t('close') },
        message: (
          <Group justify="space-between" wrap="nowrap">
            {t('hand.saved', { amount: format.money(value, currency) })}
            <Button
              variant="default"
              size="xs"
              onClick={() => {
                notifications.hide(note)
                removing.mutate(id)
              }}
            >
              {t('hand.undo')}
            </Button>
          </Group>
        ),
      })
      await refresh(queries, shopId)
    },
  })
}

/** Takes an entry back. */
export function useRemoving() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { id: shopId } = useShop()
  return useMutation({
    mutationFn: removeEntry,
    onSuccess: () => notify(t('hand.undone'), t),
    onError: (error) => notify(problemText(error, t), t, 'fail'),
    onSettled: () => refresh(queries, shopId),
  })
}

async function refresh(queries: ReturnType<typeof useQueryClient>, shopId: string): Promise<void> {
  await queries.invalidateQueries({ queryKey: handKey(shopId) })
}
