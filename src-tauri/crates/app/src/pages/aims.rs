//! What an account is aimed at, as the pages of figures use it.

use insights::Aims;
use units::{AccountId, GraphId};

use super::figures::PageAims;
use crate::targets::AimsBook;
use crate::{AppError, Workspace};

/// The aims of an account and, where a campaign has its own, of that campaign.
#[derive(Debug)]
pub(super) struct PageAimsBook {
    account: PageAims,
    book: AimsBook,
}

impl PageAimsBook {
    pub(super) fn read(ws: &Workspace, account: &AccountId) -> Result<Self, AppError> {
        let book = AimsBook::read(&ws.store, account)?;
        Ok(Self { account: of(book.account()), book })
    }

    /// The account's own; nothing where the three questions were never answered.
    pub(super) const fn account(&self) -> &PageAims {
        &self.account
    }

    /// What holds inside a campaign. The page counts one kind of result, so a campaign that is after another one has
    /// no target here.
    pub(super) fn of_campaign(&self, campaign: Option<&GraphId>) -> PageAims {
        let aims = of(self.book.of(campaign));
        if aims.result == self.account.result { aims } else { self.none() }
    }

    /// Whether a campaign is after another result than the one that the page counts.
    pub(super) fn is_after_another(&self, campaign: Option<&GraphId>) -> bool {
        of(self.book.of(campaign)).result != self.account.result
    }

    /// No target for the result that counts.
    pub(super) fn none(&self) -> PageAims {
        PageAims { result: self.account.result, ..PageAims::default() }
    }
}

fn of(aims: Aims) -> PageAims {
    PageAims {
        result: aims.result.unwrap_or_default(),
        cost_per_result: aims.target_cost(),
        purchase_roas: aims.roas,
        monthly_budget: aims.monthly_budget,
    }
}
