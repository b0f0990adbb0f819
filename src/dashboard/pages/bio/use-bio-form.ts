import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notify } from '../../parts/notify.ts'
import { type Bio, type BioButton, type BioDraft, bioQuery, saveBio } from '../../queries/bio.ts'

/** A button being written. `id` holds it together while it moves; the server knows nothing of it. */
export type DraftButton = BioButton & { readonly id: number }
export type BioFields = Omit<BioDraft, 'buttons'> & { readonly buttons: readonly DraftButton[] }

/** The page being written, and what saves it. */
export function useBioForm(bio: Bio) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [fields, setFields] = useState(() => fieldsOf(bio))
  const draft = draftOf(fields)
  const saving = useMutation({
    mutationFn: () => saveBio(bio.shopId, draft),
    onSuccess: (saved) => {
      queries.setQueryData(bioQuery(bio.shopId).queryKey, saved)
      notify(saved.isOn ? t('bio.saved') : t('bio.savedOff'), t)
    },
  })
  return {
    bio,
    fields,
    draft,
    saving,
    isSaved: bio.updatedAt !== null && JSON.stringify(draft) === JSON.stringify(draftOf(fieldsOf(bio))),
    change: (changed: Partial<BioFields>) => {
      setFields((before) => ({ ...before, ...changed }))
      if (saving.error) saving.reset()
    },
  }
}

export type BioForm = ReturnType<typeof useBioForm>

/** A page that nobody has made yet is meant to be shown. */
function fieldsOf({ buttons, isOn, updatedAt, ...bio }: Bio): BioFields {
  const { title, intro, slug, postCount, channels, accent, pictureUrl, language } = bio
  return {
    ...{ title, intro, slug, postCount, channels, accent, pictureUrl, language },
    isOn: isOn || updatedAt === null,
    buttons: buttons.map((button, id) => ({ ...button, id })),
  }
}

function draftOf({ buttons, slug, pictureUrl, ...fields }: BioFields): BioDraft {
  return {
    ...fields,
    slug: slug?.trim() || null,
    pictureUrl: pictureUrl?.trim() || null,
    buttons: buttons.map(({ kind, label, to }) => ({ kind, label, to })),
  }
}
